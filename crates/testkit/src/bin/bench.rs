//! Nanoseconds that one rendering takes: JSON text in, text out, the template parsed once.
//!
//! `cargo run --profile native -p testkit --bin bench -- TEMPLATE BODY SECONDS`
//!
//! Prints the median of the repetitions, then that of the floor in the same run: `serde_json`
//! reading the body into a `Value` and writing it again.

#![allow(clippy::print_stdout, reason = "a program's output")]

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use gateway::mapping::{Inputs, MappingTemplate, render};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(template), Some(body), Some(seconds)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: bench TEMPLATE BODY SECONDS".into());
    };
    let template = MappingTemplate::parse(&std::fs::read_to_string(&template)?)?;
    let body = std::fs::read_to_string(&body)?;
    let time = Duration::from_secs_f64(seconds.parse()?);
    let mut inputs = Inputs::default();

    let [rendering, floor] = medians(
        time,
        [
            &mut || {
                inputs.body = black_box(&body).as_str().into();
                black_box(render(&template, &inputs).map(|mapped| mapped.text.len())).is_ok()
            },
            &mut || {
                let value: Result<serde_json::Value, _> = serde_json::from_str(black_box(&body));
                black_box(value.map(|value| value.to_string().len())).is_ok()
            },
        ],
    )?;
    println!("{rendering:.0} ns a render");
    println!(
        "{floor:.0} ns serde_json reads and writes the body; ratio {:.2}",
        rendering / floor
    );
    Ok(())
}

/// The median time of one call of each in nanoseconds, from repetitions of about 5 ms over `time` for
/// each. They alternate, so that other load on the machine slows both down.
fn medians(time: Duration, calls: [&mut dyn FnMut() -> bool; 2]) -> Result<[f64; 2], String> {
    let mut timed = Vec::new();
    for call in calls {
        let start = Instant::now();
        if !call() {
            return Err("the body or the template is refused".to_owned());
        }
        let times = (5_000_000 / start.elapsed().as_nanos().max(1)).clamp(1, 100_000) as u32;
        timed.push((call, times, Vec::new()));
    }
    let start = Instant::now();
    loop {
        for (call, times, rounds) in &mut timed {
            let round = Instant::now();
            for _ in 0..*times {
                black_box(call());
            }
            rounds.push(round.elapsed().as_nanos() as f64 / f64::from(*times));
        }
        if start.elapsed() >= time * 2 {
            break;
        }
    }
    let mut medians = timed.into_iter().map(|(_, _, mut rounds)| {
        rounds.sort_by(f64::total_cmp);
        rounds.get(rounds.len() / 2).copied().unwrap_or(f64::NAN)
    });
    let mut next = || medians.next().unwrap_or(f64::NAN);
    Ok([next(), next()])
}
