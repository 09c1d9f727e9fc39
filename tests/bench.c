/* All benchmarks in one run: `make bench`. */
#include "tests/bench.h"
#include <stdio.h>

int
main (void)
{
  bench_roll (); /* first, so that the peak of memory is its own */
  putchar ('\n');
  bench_queue ();
  bench_engine ();
  return 0;
}
