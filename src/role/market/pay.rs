use crate::model::{CompetencyId, Reading};
use crate::role::stats::quantile;
use std::collections::{BTreeMap, BTreeSet};

/// Adverts with pay on either side below which nothing is said.
const FEWEST: usize = 10;
/// Resamples of the bootstrap.
const RESAMPLES: usize = 1000;
/// Values from which the middle of a resample is drawn at once.
const MANY: usize = 120;

/// What adverts pay that ask for a competency, against those that do not.
#[derive(Debug, Clone, PartialEq)]
pub struct PayDifference {
    pub competency: CompetencyId,
    pub currency: String,
    /// Adverts that state pay, with and without it.
    pub with: u32,
    pub without: u32,
    /// Medians a year.
    pub median_with: f64,
    pub median_without: f64,
    /// Difference of the medians with its 95 % bootstrap interval.
    pub difference: f64,
    pub low: f64,
    pub high: f64,
}

/// Differences in the currency that most adverts state, sure ones first, then by size. A difference is no effect: what
/// is asked of seniors is paid more because they are seniors.
pub fn pay_differences(readings: &[Reading]) -> Vec<PayDifference> {
    let paid: Vec<(&str, f64, BTreeSet<&CompetencyId>)> = readings.iter().filter_map(paid).collect();
    let mut currencies: BTreeMap<&str, usize> = BTreeMap::new();
    for (currency, _, _) in &paid {
        *currencies.entry(currency).or_default() += 1;
    }
    let Some(currency) =
        currencies.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(**name))).map(|(name, _)| *name)
    else {
        return Vec::new();
    };
    let paid: Vec<_> = paid.into_iter().filter(|p| p.0 == currency).collect();
    let all: BTreeSet<&CompetencyId> = paid.iter().flat_map(|p| &p.2).copied().collect();
    let mut rows: Vec<PayDifference> = all.into_iter().filter_map(|id| difference(id, currency, &paid)).collect();
    let sure = |r: &PayDifference| r.low > 0.0 || r.high < 0.0;
    rows.sort_by(|a, b| {
        let order = sure(b).cmp(&sure(a)).then_with(|| b.difference.abs().total_cmp(&a.difference.abs()));
        order.then_with(|| a.competency.cmp(&b.competency))
    });
    rows
}

/// Currency, pay a year and what is asked for, where pay is stated.
fn paid(reading: &Reading) -> Option<(&str, f64, BTreeSet<&CompetencyId>)> {
    let salary = reading.facts.salary.as_ref()?;
    let (low, high) = (salary.min.or(salary.max)?, salary.max.or(salary.min)?);
    let asked = reading.asks.iter().flat_map(|a| &a.any_of).map(|a| &a.competency).collect();
    Some((&salary.currency, (low + high) / 2.0 * salary.period.times_a_year(), asked))
}

fn difference(
    id: &CompetencyId,
    currency: &str,
    paid: &[(&str, f64, BTreeSet<&CompetencyId>)],
) -> Option<PayDifference> {
    let side = |asks: bool| {
        let mut pay: Vec<f64> = paid.iter().filter(|p| p.2.contains(id) == asks).map(|p| p.1).collect();
        pay.sort_by(f64::total_cmp);
        pay
    };
    let (with, without) = (side(true), side(false));
    if with.len().min(without.len()) < FEWEST {
        return None;
    }
    let (median_with, median_without) = (quantile(&with, 0.5)?, quantile(&without, 0.5)?);
    let mut draws = Draws(0x2545_f491_4f6c_dd1d);
    let mut differences: Vec<f64> = (0..RESAMPLES).map(|_| draws.median(&with) - draws.median(&without)).collect();
    differences.sort_by(f64::total_cmp);
    Some(PayDifference {
        competency: id.clone(),
        currency: currency.into(),
        with: with.len() as u32,
        without: without.len() as u32,
        median_with,
        median_without,
        difference: median_with - median_without,
        low: quantile(&differences, 0.025)?,
        high: quantile(&differences, 0.975)?,
    })
}

/// A fixed sequence of draws (xorshift64*), so that the same adverts give the same interval.
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        ((bits * below as u64) >> 32) as usize
    }

    /// The median of a resample. Only ranks are drawn: the values are sorted. Of many values not even those: the middle
    /// rank of n draws is normal about the middle with a deviation of half the root of n.
    fn median(&mut self, sorted: &[f64]) -> f64 {
        let n = sorted.len();
        if n > MANY {
            let rank = (n - 1) as f64 / 2.0 + (n as f64).sqrt() / 2.0 * self.normal();
            return sorted[(rank.round().max(0.0) as usize).min(n - 1)];
        }
        let mut ranks: Vec<usize> = (0..n).map(|_| self.next(n)).collect();
        let (below, high, _) = ranks.select_nth_unstable(n / 2);
        let low = if n.is_multiple_of(2) { below.iter().max().copied().unwrap_or(*high) } else { *high };
        (sorted[low] + sorted[*high]) / 2.0
    }

    /// A standard normal deviate as a sum of twelve even ones: no function whose last bits differ between machines.
    fn normal(&mut self) -> f64 {
        let sum: usize = (0..12).map(|_| self.next(1 << 30)).sum();
        sum as f64 / f64::from(1 << 30) - 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PayPeriod, Salary};
    use crate::role::samples::asking;

    #[test]
    fn medians_of_many_spread_as_those_of_resamples_do() {
        let values: Vec<f64> = (0..900).map(f64::from).collect();
        let spread = |one: &mut dyn FnMut() -> f64| {
            let mut medians: Vec<f64> = (0..2000).map(|_| one()).collect();
            medians.sort_by(f64::total_cmp);
            quantile(&medians, 0.975).expect("many") - quantile(&medians, 0.025).expect("many")
        };
        let mut draws = Draws(7);
        let at_once = spread(&mut || draws.median(&values));
        let one_by_one = spread(&mut || {
            let mut ranks: Vec<usize> = (0..900).map(|_| draws.next(900)).collect();
            ranks.sort_unstable();
            values[ranks[450]]
        });
        assert!((at_once / one_by_one - 1.0).abs() < 0.1, "{at_once} {one_by_one}");
    }

    #[test]
    fn a_clear_difference_has_an_interval_that_leaves_out_none() {
        let advert = |n: usize| {
            let asks: &[&str] = if n < 15 { &["sql", "jira"] } else { &["agile"] };
            let asks = if n.is_multiple_of(2) { asks.to_vec() } else { [asks, &["python"]].concat() };
            let pay = if n < 15 { 50_000.0 } else { 30_000.0 } + (n % 5) as f64 * 500.0;
            let mut reading = asking(&format!("{n:02}"), "", &asks);
            reading.facts.salary =
                Some(Salary { min: Some(pay), max: None, currency: "GBP".into(), period: PayPeriod::Year, span: None });
            reading
        };
        let rows = pay_differences(&(0..30).map(advert).collect::<Vec<_>>());
        let of = |id: &str| rows.iter().find(|r| r.competency.as_str() == id).expect("a row");
        assert_eq!(of("sql").difference, 20_000.0);
        assert!(of("sql").low > 15_000.0 && of("sql").high < 25_000.0, "{:?}", of("sql"));
        assert!(of("python").low < 0.0 && of("python").high > 0.0, "{:?}", of("python"));
    }
}
