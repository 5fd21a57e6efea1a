// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A question in a sheet: heading, sentence, optionally one line of text, Cancel and one verb. Pages ask through this and build no dialogs of their own. */
typedef struct
{
  const char *heading;
  const char *body;        /* NULL */
  const char *verb;        /* the button says what happens, never "OK" */
  const char *entry_label; /* NULL = no text */
  gboolean entry_required; /* the verb is blocked until something is typed */
} DwQuestion;

/* text: what was typed, "" without an entry. Not called after Cancel or Esc. */
typedef void (*DwAskFunc) (const char *text, gpointer data);
/* anywhere: a widget of the window that asks. data is freed with destroy when the question is gone. */
void dw_ask (GtkWidget *anywhere, const DwQuestion *question, DwAskFunc func, gpointer data, GDestroyNotify destroy);

/* Where a file is to be written. */
typedef struct
{
  const char *heading;
  const char *verb;
  const char *name;   /* suggested, with its ending */
  const char *kind;   /* "CSV tables": what the dialog lists */
  const char *ending; /* "csv": added to a name that a person typed without it */
} DwPathQuestion;

typedef void (*DwAskPathFunc) (const char *path, gpointer data);
/* The file dialog of the platform; it asks before it replaces a file. Not called when the person cancels. data is freed with destroy when the question is gone. */
void dw_ask_path (GtkWidget *anywhere, const DwPathQuestion *question, DwAskPathFunc func, gpointer data, GDestroyNotify destroy);

G_END_DECLS
