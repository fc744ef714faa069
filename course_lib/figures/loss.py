"""The drawings of lesson 05."""
