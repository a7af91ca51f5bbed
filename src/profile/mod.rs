//! Self-assessment: files, questionnaire, CV import.
