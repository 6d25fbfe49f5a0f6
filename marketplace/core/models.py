"""No models: this module is here because only apps that have one are told of a migrate (`core.apps`)."""
