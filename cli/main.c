#include "cli/cli.h"

#include <locale.h>

#include "config.h"

static const CliCommand *
find_command (const char *name)
{
  for (const CliCommand *command = cli_commands; command->name; command++)
    if (g_str_equal (command->name, name))
      return command;
  return NULL;
}

static int
unknown (const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *nearest;

  for (const CliCommand *command = cli_commands; command->name; command++)
    g_ptr_array_add (names, (gpointer) command->name);
  g_ptr_array_add (names, NULL);
  nearest = cli_nearest (name, (const char *const *) names->pdata);
  if (nearest)
    cli_complain ("there is no command '%s'; did you mean %s?", name, nearest);
  else
    cli_complain ("there is no command '%s'; see rollcall --help", name);
  return CLI_USAGE;
}

/* Texts and numbers never depend on the locale; only the encoding of file names does. */
int
main (int argc, char **argv)
{
  CliOptions options = { 0 };
  g_auto (GStrv) arguments = NULL;
  const CliCommand *command;
  int status;

  setlocale (LC_CTYPE, "");
  g_set_prgname ("rollcall");
  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help")) {
    g_autofree char *help = cli_help (NULL);

    if (argc < 2) {
      g_printerr ("%s", help);
      return CLI_USAGE;
    }
    return cli_write (NULL, help, -1);
  }
  if (g_str_equal (argv[1], "--version"))
    return cli_write (NULL, "rollcall " PACKAGE_VERSION "\n", -1);
  command = find_command (argv[1]);
  if (!command)
    return unknown (argv[1]);
  status = cli_options_parse (command, argc - 1, argv + 1, &options, &arguments);
  if (status == 0 && options.help) {
    g_autofree char *help = cli_help (command);

    status = cli_write (NULL, help, -1);
  } else if (status == 0) {
    static char *none[] = { NULL };

    status = command->run (&options, arguments ? arguments : none);
  }
  cli_options_clear (&options);
  return status;
}
