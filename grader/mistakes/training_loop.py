"""What goes wrong in lesson 01."""
