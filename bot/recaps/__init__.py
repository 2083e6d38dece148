"""Read recap files of any format as recaps."""
