"""What the method doubts about a record that can be read: one small function for each rule."""
