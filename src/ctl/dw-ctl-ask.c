// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ctl-ask.h"

#include <termios.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

/* The terminal is standard input: who pipes something into the program gives no answers. */

#define LINE_MAX_BYTES 1024

gboolean
dw_ctl_ask_is_possible (void)
{
  return isatty (STDIN_FILENO) != 0;
}

static char *
read_line (void)
{
  char line[LINE_MAX_BYTES];
  char *text;

  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  text = g_strdup (g_strchomp (line));
  memset (line, 0, sizeof line);
  return text;
}

gboolean
dw_ctl_ask_yes (const char *question)
{
  g_autofree char *answer = NULL;

  /* TRANSLATORS: %s is a question; the word in quotes must be typed in full. */
  g_printerr (_ ("%s Type “yes” to go on: "), question);
  answer = read_line ();
  /* TRANSLATORS: the word that must be typed to go on. */
  return answer != NULL && (strcmp (answer, "yes") == 0 || strcmp (answer, _ ("yes")) == 0);
}

char *
dw_ctl_ask_secret (const char *question)
{
  struct termios shown, hidden;
  gboolean changed = tcgetattr (STDIN_FILENO, &shown) == 0;
  char *secret;

  if (changed)
    {
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t)ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  g_printerr ("%s ", question);
  secret = read_line ();
  if (changed)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  g_printerr ("\n");
  return secret;
}

void
dw_ctl_ask_forget (char *secret)
{
  if (secret == NULL)
    return;
  memset (secret, 0, strlen (secret));
  g_free (secret);
}
