"""The rules of the method: each looks at a record that can be read and yields its findings."""
