"""The trusted side of the sandbox: starts submissions' processes, watches and ends them."""
