//! Weeks with the time that is free in them.

use crate::model::{Date, Preferences};
use jiff::ToSpan;

/// Weeks looked ahead at most.
const HORIZON: usize = 12 * 53;

/// Longest number of days that anything in a plan reckons with.
const DAYS: i64 = HORIZON as i64 * 7;

/// Monday of the week of a day.
pub fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// `day` moved by weeks; a day at the end of time stays there.
pub fn add_weeks(day: Date, weeks: i64) -> Date {
    day.saturating_add(weeks.clamp(-DAYS, DAYS).weeks())
}

/// Whole days from `a` to `b`.
pub fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |span| i64::from(span.get_days()))
}

/// Free minutes of each week from the start, Monday to Sunday.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    start: Date,
    free: Vec<u32>,
}

/// Where an action lies: its first and last week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub first: usize,
    pub last: usize,
}

impl Calendar {
    /// Weeks from `start` to `until`, or twelve years. A week counts by its days from the start on that are no holiday.
    pub fn new(start: Date, until: Option<Date>, preferences: &Preferences) -> Self {
        let hours = preferences.hours_a_week;
        let whole = (if hours.is_finite() { hours.clamp(0.5, 80.0) } else { 1.0 } * 60.0) as u32;
        let first = monday(start);
        let weeks = until.map_or(HORIZON, |day| ((days_between(first, day) + 1).max(0) as usize).div_ceil(7));
        let free = (0..weeks.min(HORIZON)).map(|week| {
            let monday = add_weeks(first, week as i64);
            let days = (0..7).map(|d: i64| monday.saturating_add(d.days()));
            let off = |day: &Date| preferences.holidays.iter().any(|[from, to]| from <= day && day <= to);
            let counts = days.filter(|day| *day >= start && until.is_none_or(|end| *day <= end) && !off(day));
            whole * counts.count() as u32 / 7
        });
        Self { start, free: free.collect() }
    }

    /// All minutes that are still free.
    pub fn free(&self) -> u32 {
        self.free.iter().sum()
    }

    /// Takes up time in the first week or two weeks, not before week `from`, that hold it. `None` where none do.
    pub fn take(&mut self, minutes: u32, from: usize) -> Option<Place> {
        for first in from..self.free.len() {
            if self.free[first] == 0 {
                continue;
            }
            let in_first = self.free[first].min(minutes);
            let rest = minutes - in_first;
            if rest == 0 || self.free.get(first + 1).is_some_and(|free| *free >= rest) {
                self.free[first] -= in_first;
                let last = if rest == 0 { first } else { first + 1 };
                if rest > 0 {
                    self.free[last] -= rest;
                }
                return Some(Place { first, last });
            }
        }
        None
    }

    /// Takes up time in equal parts of two weeks that follow each other, not before week `from`.
    pub fn spread(&mut self, minutes: u32, from: usize) -> Option<Place> {
        let (part, rest) = (minutes / 2, minutes - minutes / 2);
        let fits = |w: &usize| self.free[*w] >= rest && self.free[*w + 1] >= part;
        let first = (from..self.free.len().saturating_sub(1)).find(fits)?;
        self.free[first] -= rest;
        self.free[first + 1] -= part;
        Some(Place { first, last: first + 1 })
    }

    /// Takes up as much as there is in the weeks of a promised action.
    pub fn block(&mut self, minutes: u32, from: Date, to: Date) {
        let at = |day: Date| (days_between(monday(self.start), day) / 7).max(0) as usize;
        let mut rest = minutes;
        for week in at(from)..=at(to).max(at(from)).min(at(from) + 60) {
            if let Some(free) = self.free.get_mut(week) {
                let taken = rest.min(*free);
                *free -= taken;
                rest -= taken;
            }
        }
    }

    /// Number of the week that a day lies in; 0 for days before the start.
    pub fn week_of(&self, day: Date) -> usize {
        (days_between(monday(self.start), day) / 7).max(0) as usize
    }

    /// First day of a week that counts.
    pub fn first_day(&self, week: usize) -> Date {
        add_weeks(monday(self.start), week as i64).max(self.start)
    }

    /// Sunday of a week.
    pub fn last_day(&self, week: usize) -> Date {
        add_weeks(monday(self.start), week as i64).saturating_add(6.days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn six_hours() -> Preferences {
        Preferences { hours_a_week: 6.0, ..Preferences::default() }
    }

    #[test]
    fn a_week_counts_by_its_free_days() {
        let holidays = vec![[date(2026, 12, 21), date(2026, 12, 29)]];
        let preferences = Preferences { hours_a_week: 7.0, holidays, ..Preferences::default() };
        // From a Wednesday to a Thursday.
        let calendar = Calendar::new(date(2026, 12, 16), Some(date(2026, 12, 31)), &preferences);
        assert_eq!(calendar.free, [300, 0, 120]);
        assert_eq!(calendar.free(), 420);
    }

    #[test]
    fn an_action_takes_one_week_or_two_and_no_more() {
        let mut calendar = Calendar::new(date(2026, 11, 23), Some(date(2026, 12, 20)), &six_hours());
        assert_eq!(calendar.take(300, 0), Some(Place { first: 0, last: 0 }));
        assert_eq!(calendar.take(300, 0), Some(Place { first: 0, last: 1 }));
        assert_eq!(calendar.take(360, 2), Some(Place { first: 2, last: 2 }));
        assert_eq!(calendar.take(500, 0), None);
        assert_eq!(calendar.first_day(1), date(2026, 11, 30));
        assert_eq!(calendar.last_day(1), date(2026, 12, 6));
    }

    #[test]
    fn a_gap_of_holidays_is_not_bridged() {
        let holidays = vec![[date(2026, 11, 30), date(2026, 12, 6)]];
        let preferences = Preferences { holidays, ..six_hours() };
        let mut calendar = Calendar::new(date(2026, 11, 23), Some(date(2027, 1, 31)), &preferences);
        calendar.take(300, 0);
        assert_eq!(calendar.take(120, 0), Some(Place { first: 2, last: 2 }));
    }
}
