"""Imports torchaudio's networks, also where its compiled operators do not fit torch's build."""
import importlib.machinery
import sys
import types

try:
    import torchaudio.models as models
except (ImportError, OSError):
    # The package itself loads its operators; the networks in it need none of them.
    for module in [name for name in sys.modules if name.startswith("torchaudio")]:
        del sys.modules[module]
    package = types.ModuleType("torchaudio")
    found = importlib.machinery.PathFinder.find_spec("torchaudio")
    package.__spec__ = found
    package.__path__ = list(found.submodule_search_locations)
    sys.modules["torchaudio"] = package
    import torchaudio.models as models

__all__ = ["models"]
