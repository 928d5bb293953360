"""What the aligner's page shows around its element: the choice of a document, waiting."""
