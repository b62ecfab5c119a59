"""The fit: a line, regions or scores over the data, with what each example loses."""
