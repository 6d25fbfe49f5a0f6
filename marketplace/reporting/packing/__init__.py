from marketplace.reporting.packing.building import Report, build, papers_of
from marketplace.reporting.packing.verifying import faults_of

__all__ = ["Report", "build", "faults_of", "papers_of"]
