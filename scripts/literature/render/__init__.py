"""Model -> text: one module per format. Nothing here touches the disk."""
