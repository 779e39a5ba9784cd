"""screen: the same verdict and bounds for very many enterprises, read in columns."""
