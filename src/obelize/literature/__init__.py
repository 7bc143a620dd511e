"""Works of the literature: their formats, the local library, online sources, and how far each is asked."""
