//! Times as AWS writes them: `20150830T123600Z`.

const DAY: i64 = 86_400;

/// A time in seconds after 1970, UTC, of the years 1 to 9999; others are the nearest of these.
#[must_use]
pub fn date(seconds: i64) -> String {
    let seconds = seconds.clamp(-62_135_596_800, 253_402_300_799);
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    let (hour, minute) = (second / 3600, second / 60 % 60);
    format!(
        "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{:02}Z",
        second % 60
    )
}

/// The seconds after 1970 of a text that [`date`] writes; `None` for any other.
#[must_use]
pub fn seconds(date: &str) -> Option<i64> {
    let is_form = date.len() == 16
        && date.char_indices().all(|(at, c)| match at {
            8 => c == 'T',
            15 => c == 'Z',
            _ => c.is_ascii_digit(),
        });
    if !is_form {
        return None;
    }
    let number = |from: usize, to: usize| date.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(9, 11)?, number(11, 13)?, number(13, 15)?);
    let days = days(year, month, day);
    let seconds = days * DAY + hour * 3600 + minute * 60 + second;
    // What is no date is written otherwise.
    (self::date(seconds) == date).then_some(seconds)
}

/// Year, month and day of a number of days after 1970, in the Gregorian calendar.
///
/// Counts years from March, so that a leap day is a year's last one, in eras of 400 years.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    (era * 400 + year + i64::from(month <= 2), month, day)
}

/// The inverse of [`civil`].
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_and_read() {
        for (number, text) in [
            (0, "19700101T000000Z"),
            (1_440_938_160, "20150830T123600Z"),
            (951_782_399, "20000228T235959Z"),
            (951_782_400, "20000229T000000Z"),
            (4_107_542_400, "21000301T000000Z"),
            (-1, "19691231T235959Z"),
        ] {
            assert_eq!(date(number), text);
            assert_eq!(seconds(text), Some(number));
        }
        for number in (0..4_200_000_000).step_by(40_007 * 3) {
            assert_eq!(seconds(&date(number)), Some(number));
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "20150830T123600",
            "20150230T000000Z",
            "20151330T000000Z",
            "20150830T240000Z",
            "20150830 123600Z",
            "2015083éT12360Z",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
        assert_eq!(date(i64::MAX), "99991231T235959Z");
        assert_eq!(date(i64::MIN), "00010101T000000Z");
    }
}
