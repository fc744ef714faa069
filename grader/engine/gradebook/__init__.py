"""What lies in a course's folders and in nbgrader's gradebook: read, and written whole."""
