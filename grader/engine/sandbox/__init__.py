"""What the kernel shuts: namespaces, Landlock, system calls, and the rungs made of them."""
