"""The panorama of a screened set as a page, as tables and as text: one set of panels, shown by each format."""
