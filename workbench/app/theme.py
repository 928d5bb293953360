"""What the pages look like: Streamlit's own look, calmer and denser, light and dark (AA)."""

from __future__ import annotations

_SHARED = {
    "baseFontSize": 15,
    "baseRadius": "0.35rem",
    "showWidgetBorder": True,
    "headingFontWeights": [650, 650, 600],
    "headingFontSizes": ["1.6rem", "1.3rem", "1.1rem"],
    "metricValueFontSize": "1.6rem",
    "paddingTop": "1rem",
    "paddingBottom": "2rem",
}
_LIGHT = {
    "primaryColor": "#1f5fae",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f3f5f8",
    "textColor": "#1d2733",
    "borderColor": "#cdd5df",
    "linkColor": "#1f5fae",
    "chartCategoricalColors": ["#1f5fae", "#b3590a", "#3d7d4a", "#7b4fa3", "#a83250", "#56616f"],
}
_DARK = {
    "primaryColor": "#437cd0",
    "backgroundColor": "#0f141b",
    "secondaryBackgroundColor": "#19202a",
    "textColor": "#e7ebf0",
    "borderColor": "#36414f",
    "linkColor": "#8db8ee",
    "chartCategoricalColors": ["#6aa5ee", "#e59a4f", "#77b985", "#b391d9", "#e07f98", "#a3adba"],
}


def theme_options() -> dict[str, object]:
    """The theme as Streamlit's options, by their dotted names."""
    return {
        **{f"theme.{name}": value for name, value in _SHARED.items()},
        **{f"theme.light.{name}": value for name, value in _LIGHT.items()},
        **{f"theme.dark.{name}": value for name, value in _DARK.items()},
    }
