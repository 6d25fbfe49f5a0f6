"""The pages that span areas, one file per noun. A view translates, makes one call and renders."""
