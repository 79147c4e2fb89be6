"""Document charts as scenes: rectangles, lines and words in points, painted by whoever has a page.

Measured in one run on two cores: importing matplotlib takes 0.9 s of a pack's 3 s and gives charts whose words know nothing
of the font fallbacks; these scenes take 2 ms, are crisp vectors, and use the page's own embedded fonts.
"""
