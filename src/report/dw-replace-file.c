// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-replace-file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* The temporary name begins with a dot and lies in the same folder, because a rename is atomic only within one file system. */

#define FILE_MODE 0666 /* less what the person's umask takes away, like any file they save */

struct _DwReplaceFile
{
  char *path;
  char *temp;
  FILE *file;
  int failure; /* errno of the first failure, -1 = unknown, 0 = none */
  gboolean committed;
};

static void
set_error (GError **error, const char *path, int code)
{
  if (code > 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("Cannot write %s: %s"), path, g_strerror (code));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Cannot write %s"), path);
}

static char *
make_template (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", name);

  return g_build_filename (dir, hidden, NULL);
}

DwReplaceFile *
dw_replace_file_new (const char *path, GError **error)
{
  g_autofree char *temp = make_template (path);
  DwReplaceFile *self;
  FILE *file;
  int fd;

  /* A rename onto a folder fails only at the end, after all the work. */
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      set_error (error, path, EISDIR);
      return NULL;
    }
  fd = g_mkstemp_full (temp, O_RDWR | O_CLOEXEC, FILE_MODE);
  file = fd >= 0 ? fdopen (fd, "w") : NULL;
  if (file == NULL)
    {
      set_error (error, path, errno);
      return NULL;
    }
  self = g_new0 (DwReplaceFile, 1);
  self->path = g_strdup (path);
  self->temp = g_steal_pointer (&temp);
  self->file = file;
  return self;
}

void
dw_replace_file_free (DwReplaceFile *self)
{
  if (self == NULL)
    return;
  if (self->file != NULL)
    fclose (self->file);
  if (!self->committed)
    g_unlink (self->temp);
  g_free (self->temp);
  g_free (self->path);
  g_free (self);
}

const char *
dw_replace_file_get_temp (DwReplaceFile *self)
{
  return self->temp;
}

void
dw_replace_file_note_failure (DwReplaceFile *self, int errno_code)
{
  if (self->failure == 0)
    self->failure = errno_code > 0 ? errno_code : -1;
}

gboolean
dw_replace_file_write (DwReplaceFile *self, const void *bytes, gsize length)
{
  if (self->failure == 0 && length > 0 && fwrite (bytes, 1, length, self->file) != length)
    dw_replace_file_note_failure (self, errno);
  return self->failure == 0;
}

/* Opened anew: a writer of its own may have put another file in the place of ours. */
static void
sync_temp (DwReplaceFile *self)
{
  int fd = g_open (self->temp, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0 || fsync (fd) != 0)
    dw_replace_file_note_failure (self, errno);
  if (fd >= 0)
    close (fd);
}

gboolean
dw_replace_file_commit (DwReplaceFile *self, GError **error)
{
  g_return_val_if_fail (!self->committed, FALSE);

  if (self->file != NULL && fclose (g_steal_pointer (&self->file)) != 0)
    dw_replace_file_note_failure (self, errno);
  if (self->failure == 0)
    sync_temp (self);
  if (self->failure == 0 && g_rename (self->temp, self->path) != 0)
    dw_replace_file_note_failure (self, errno);
  self->committed = self->failure == 0;
  if (!self->committed)
    set_error (error, self->path, self->failure);
  return self->committed;
}
