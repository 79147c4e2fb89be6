"""mlplanner: plan machine-learning projects so that they reach production.

The package's own version is declared here and nowhere else; the build reads it from this file.
"""

__version__ = "0.1.0"
