/* Bugs assert, so a test of an assertion needs a process to lose: a child does the deed, and the parent reads its last
 * words. */

#ifndef TESTS_ABORTS_H
#define TESTS_ABORTS_H

#include <glib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whether `deed` dies of an assertion, and says `words` while it does. */
static inline gboolean
aborts (void (*deed) (gconstpointer data), gconstpointer data, const char *words)
{
  g_autoptr (GString) said = g_string_new (NULL);
  char buffer[512];
  int ends[2], status = 0;
  gssize n;
  pid_t child;

  g_assert (pipe (ends) == 0);
  child = fork ();
  g_assert (child >= 0);
  if (child == 0) {
    dup2 (ends[1], STDOUT_FILENO);
    dup2 (ends[1], STDERR_FILENO);
    close (ends[0]);
    close (ends[1]);
    deed (data);
    _exit (0);
  }
  close (ends[1]);
  while ((n = read (ends[0], buffer, sizeof buffer)) > 0)
    g_string_append_len (said, buffer, n);
  close (ends[0]);
  waitpid (child, &status, 0);
  return WIFSIGNALED (status) && (WTERMSIG (status) == SIGABRT || WTERMSIG (status) == SIGTRAP)
         && strstr (said->str, words);
}

#endif
