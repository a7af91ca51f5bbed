//! Gaps → plan: GROW, backward chain, SMART, milestones, journal, review.
