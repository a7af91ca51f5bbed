//! Template × self-assessment → gaps, fit of each advert, unlock order.
