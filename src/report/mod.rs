//! Values → bytes: CSV, JSON, Markdown, HTML, calendar. No files touched here.
