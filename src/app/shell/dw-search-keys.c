// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-search-keys.h"

#include "dw-files.h"

typedef struct
{
  char *text;
  DwPinyin *pinyin; /* borrowed mark: with which readings it was made; NULL = by text only */
  DwNameKey *key;
} Kept;

typedef struct
{
  GSourceFunc ready;
  gpointer data;
} Waiter;

static DwPinyin *pinyin; /* NULL until it is read; then for good */

static void
kept_free (gpointer data)
{
  Kept *self = data;

  dw_name_key_free (self->key);
  g_free (self->text);
  g_free (self);
}

const DwNameKey *
dw_search_keys_get (gpointer thing, const char *slot, const char *text)
{
  Kept *kept = g_object_get_data (thing, slot);

  if (kept != NULL && kept->pinyin == pinyin && g_str_equal (kept->text, text))
    return kept->key;
  kept = g_new (Kept, 1);
  *kept = (Kept){ g_strdup (text), pinyin, dw_name_key_new (pinyin, text) };
  g_object_set_data_full (thing, slot, kept, kept_free);
  return kept->key;
}

static void
read_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *dir = dw_files_find_data_dir ();
  g_autofree char *path = g_build_filename (dir, "search", "second-readings.txt", NULL);
  GError *error = NULL;
  DwPinyin *made = dw_pinyin_new (path, &error);

  if (made != NULL)
    g_task_return_pointer (task, made, (GDestroyNotify)dw_pinyin_unref);
  else
    g_task_return_error (task, error);
}

static void
read_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Waiter *waiter = data;
  g_autoptr (GError) error = NULL;
  DwPinyin *made = g_task_propagate_pointer (G_TASK (result), &error);

  if (made == NULL)
    g_warning ("search by pinyin: %s", error->message);
  if (made == NULL || pinyin != NULL)
    dw_pinyin_unref (made);
  else
    pinyin = made;
  if (pinyin != NULL)
    waiter->ready (waiter->data);
}

void
dw_search_keys_prepare (GObject *owner, GSourceFunc ready, gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Waiter *waiter;

  if (pinyin != NULL)
    return;
  waiter = g_new (Waiter, 1);
  *waiter = (Waiter){ ready, data };
  /* The task keeps the owner until it has answered. */
  task = g_task_new (owner, NULL, read_done_cb, waiter);
  g_task_run_in_thread (task, read_cb);
}
