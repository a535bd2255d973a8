// What ThreadSanitizer has to be told of Swift's `Mutex`; nothing in any other build.
//
// The quick ways of locking and unlocking are compiled into the caller, where the sanitizer sees them. Those
// that wait for another thread are functions of the Synchronization library, which is not instrumented, so
// that what a mutex guards would look like a race as soon as two threads meet. The functions below take
// their place, call them, and say what they did.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// A method of Swift takes what it is called on in the register of a context.
#define METHOD __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *mutex

void __tsan_acquire(void *address);
void __tsan_release(void *address);

METHOD void recast_mutex_lock(uint32_t owner, SELF) __asm__(LOCK);
METHOD bool recast_mutex_try_lock(SELF) __asm__(TRY_LOCK);
METHOD void recast_mutex_unlock(SELF) __asm__(UNLOCK);

static void *library_function(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

METHOD void recast_mutex_lock(uint32_t owner, SELF) {
  METHOD void (*lock)(uint32_t, SELF) = library_function(LOCK);
  lock(owner, mutex);
  __tsan_acquire(mutex);
}

METHOD bool recast_mutex_try_lock(SELF) {
  METHOD bool (*try_lock)(SELF) = library_function(TRY_LOCK);
  bool is_locked = try_lock(mutex);
  if (is_locked) __tsan_acquire(mutex);
  return is_locked;
}

METHOD void recast_mutex_unlock(SELF) {
  METHOD void (*unlock)(SELF) = library_function(UNLOCK);
  __tsan_release(mutex);
  unlock(mutex);
}

#endif
#endif
