#include "recast_byteio.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOT_COUNT = 1024 };

// A slot holds a heap copy of the path; the handler only reads pointers and calls unlink, which is
// async-signal-safe. A released path is never freed: a handler on another thread may be reading it.
static _Atomic(char *) slots[SLOT_COUNT];

int recast_register_temporary(const char *path) {
  char *copy = strdup(path);
  if (!copy) return -1;
  for (int i = 0; i < SLOT_COUNT; i++) {
    char *expected = NULL;
    if (atomic_compare_exchange_strong(&slots[i], &expected, copy)) return i;
  }
  free(copy);
  return -1;
}

void recast_release_temporary(int slot) {
  if (slot < 0 || slot >= SLOT_COUNT) return;
  atomic_store(&slots[slot], NULL);
}

// Removes what is registered. The default action was restored by SA_RESETHAND: the parent sees the
// signal itself.
static void remove_and_end(int signal_number) {
  for (int i = 0; i < SLOT_COUNT; i++) {
    char *path = atomic_load(&slots[i]);
    if (path) unlink(path);
  }
  raise(signal_number);
}

// How many callers must not be interrupted now, and the signal that came meanwhile.
static atomic_int holders;
static atomic_int held_signal;

static void end_or_wait(int signal_number) {
  if (atomic_load(&holders) == 0) {
    remove_and_end(signal_number);
    return;
  }
  atomic_store(&held_signal, signal_number);
  // The last holder may have gone between the two; then nobody else looks.
  if (atomic_load(&holders) == 0 && atomic_exchange(&held_signal, 0)) remove_and_end(signal_number);
}

void recast_hold_signals(void) { atomic_fetch_add(&holders, 1); }

void recast_release_signals(void) {
  if (atomic_fetch_sub(&holders, 1) != 1) return;
  int signal_number = atomic_exchange(&held_signal, 0);
  if (signal_number) remove_and_end(signal_number);
}

void recast_install_signal_handlers(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = end_or_wait;
  action.sa_flags = SA_RESETHAND;
  sigemptyset(&action.sa_mask);
  const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};
  sigset_t unblocked;
  sigemptyset(&unblocked);
  for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++) {
    // Whoever started the program may have asked that it outlive the terminal.
    struct sigaction before;
    if (ending[i] == SIGHUP && sigaction(SIGHUP, NULL, &before) == 0 &&
        before.sa_handler == SIG_IGN)
      continue;
    sigaction(ending[i], &action, NULL);
    sigaddset(&unblocked, ending[i]);
  }
  // A parent with threads may have handed down signals that it blocks.
  pthread_sigmask(SIG_UNBLOCK, &unblocked, NULL);
  // A closed pipe or a full quota is an error to report, not an end without a word.
  action.sa_handler = SIG_IGN;
  action.sa_flags = 0;
  sigaction(SIGXFSZ, &action, NULL);
}
