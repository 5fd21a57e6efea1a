// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the journal's file on the disk. The bytes are in dw-history-frame.c.
//
// Room is written with zeros ahead of its use: adding to blocks that are there already is the cheapest thing that a disk can be asked to sync.

#include "dw-history-journal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dw-store-error.h"

#define ROOM_BYTES (256 * 1024)
#define FILE_MODE 0600
#define MOST_LOOKS 3

struct _DwHistoryJournal
{
  char *path;

  /* What was read. */
  GBytes *loaded;                             /* NULL = none */
  gsize end;                                  /* where the next frame would begin */
  guint8 behind[DW_HISTORY_FRAME_HEAD_BYTES]; /* what stood there: zeros, or the writer's end */
  ino_t inode;                                /* 0 = there was no file */

  /* What is written. */
  int fd; /* -1 = not yet */
  gint64 seq;
  gsize used, room, last_begin; /* bytes; where the last frame begins */
  GByteArray *frame;            /* being made */
};

DwHistoryJournal *
dw_history_journal_new (const char *path)
{
  DwHistoryJournal *self = g_new0 (DwHistoryJournal, 1);

  self->path = g_strdup (path);
  self->fd = -1;
  self->frame = g_byte_array_new ();
  return self;
}

static gboolean
fail (const DwHistoryJournal *self, const char *what, GError **error)
{
  int code = errno;

  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The journal %s failed (%s: %s)"), self->path, what, g_strerror (code));
  return FALSE;
}

/* --- reading --- */

/* Not mapped: the writer may cut the file, and touching what is cut off would end the program. */
static GBytes *
read_all (DwHistoryJournal *self, int fd, gsize length, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (MAX (length, 1));
  gsize n = 0;

  while (n < length)
    {
      gssize got = pread (fd, bytes + n, length - n, (off_t)n);

      if (got < 0 && errno != EINTR)
        {
          fail (self, "read", error);
          return NULL;
        }
      if (got == 0)
        break;
      n += (gsize)MAX (got, 0);
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), n);
}

/* For has_changed. TRUE: frames seem to be lost. */
static gboolean
note_end (DwHistoryJournal *self)
{
  gboolean lost = FALSE;
  DwHistoryFrames frames = { .position = DW_HISTORY_JOURNAL_HEAD_BYTES };
  DwHistoryFrame frame;

  frames.bytes = g_bytes_get_data (self->loaded, &frames.length);
  while (frames.length >= DW_HISTORY_JOURNAL_HEAD_BYTES && dw_history_frames_next (&frames, &frame))
    lost |= frame.follows_loss;
  self->end = frames.position;
  memset (self->behind, 0, sizeof self->behind);
  if (self->end < frames.length)
    memcpy (self->behind, frames.bytes + self->end, MIN (sizeof self->behind, frames.length - self->end));
  return lost;
}

/* A frame that was written just behind the place that is being read, and the next one before it: only what is missing every time is lost. */
static gboolean
load_from (DwHistoryJournal *self, int fd, GError **error)
{
  gboolean lost = TRUE;
  struct stat info;

  for (guint i = 0; i < MOST_LOOKS && lost; i++)
    {
      dw_history_journal_unload (self);
      if (fstat (fd, &info) != 0)
        return fail (self, "stat", error);
      self->loaded = read_all (self, fd, (gsize)info.st_size, error);
      if (self->loaded == NULL)
        return FALSE;
      self->inode = info.st_ino;
      lost = note_end (self);
    }
  return TRUE;
}

gboolean
dw_history_journal_load (DwHistoryJournal *self, GError **error)
{
  int fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok;

  dw_history_journal_unload (self);
  self->inode = 0;
  self->end = 0;
  if (fd < 0)
    return errno == ENOENT || fail (self, "open", error);
  ok = load_from (self, fd, error);
  close (fd);
  return ok;
}

void
dw_history_journal_unload (DwHistoryJournal *self)
{
  g_clear_pointer (&self->loaded, g_bytes_unref);
}

static gboolean
is_same_end (const DwHistoryJournal *self, int fd)
{
  guint8 now[DW_HISTORY_FRAME_HEAD_BYTES] = { 0 };
  struct stat info;

  return fstat (fd, &info) == 0 && info.st_ino == self->inode && pread (fd, now, sizeof now, (off_t)self->end) >= 0 && memcmp (now, self->behind, sizeof now) == 0;
}

gboolean
dw_history_journal_has_changed (const DwHistoryJournal *self)
{
  int fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  gboolean same;

  if (fd < 0)
    return self->inode != 0;
  same = is_same_end (self, fd);
  close (fd);
  return !same;
}

void
dw_history_journal_walk (const DwHistoryJournal *self, guint64 owner, const DwHistoryJournalReader *reader, gpointer data)
{
  DwHistoryFrames frames = { .position = DW_HISTORY_JOURNAL_HEAD_BYTES };
  DwHistoryFrame frame;
  DwHistoryJournalHead head = { .owner = owner };

  if (self->loaded == NULL)
    return;
  frames.bytes = g_bytes_get_data (self->loaded, &frames.length);
  if (!dw_history_journal_head_get (frames.bytes, frames.length, &head))
    reader->lost (_ ("the head of the journal is damaged"), data);
  else if (head.owner == owner)
    reader->begin (&head, data);
  if (head.owner != owner)
    {
      reader->lost (_ ("the journal belongs to another history"), data);
      return;
    }
  while (frames.length >= DW_HISTORY_JOURNAL_HEAD_BYTES && dw_history_frames_next (&frames, &frame))
    {
      if (frame.follows_loss)
        reader->lost (_ ("a row of the journal is damaged; what was open then ends before it"), data);
      if (frame.length > 0)
        reader->row (frame.records, frame.length, data);
    }
}

/* --- writing --- */

static gboolean
write_at (const DwHistoryJournal *self, int fd, const guint8 *bytes, gsize length, gsize position, GError **error)
{
  while (length > 0)
    {
      gssize n = pwrite (fd, bytes, length, (off_t)position);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return fail (self, "write", error);
      bytes += n;
      length -= (gsize)n;
      position += (gsize)n;
    }
  return TRUE;
}

static gboolean
make_room (DwHistoryJournal *self, int fd, gsize length, GError **error)
{
  gsize more = MAX (ROOM_BYTES, length);
  g_autofree guint8 *zeros = NULL;

  if (self->used + length <= self->room)
    return TRUE;
  zeros = g_malloc0 (more);
  if (!write_at (self, fd, zeros, more, self->used, error))
    return FALSE;
  self->room = self->used + more;
  return TRUE;
}

static gboolean
write_frame (DwHistoryJournal *self, int fd, const GByteArray *records, GError **error)
{
  g_byte_array_set_size (self->frame, 0);
  dw_history_frame_put (self->frame, self->seq + 1, records->data, records->len);
  if (!make_room (self, fd, self->frame->len, error) || !write_at (self, fd, self->frame->data, self->frame->len, self->used, error))
    return FALSE;
  self->last_begin = self->used;
  self->used += self->frame->len;
  self->seq++;
  return TRUE;
}

/* The name is on the disk, too. */
static gboolean
sync_folder (const DwHistoryJournal *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    fail (self, "sync", error);
  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
write_new (DwHistoryJournal *self, int fd, const DwHistoryJournalHead *begin, GPtrArray *frames, GError **error)
{
  g_autoptr (GByteArray) head = g_byte_array_new ();

  dw_history_journal_head_put (head, begin);
  if (!write_at (self, fd, head->data, head->len, 0, error))
    return FALSE;
  self->used = self->room = head->len;
  self->seq = 0;
  for (guint i = 0; i < frames->len; i++)
    if (!write_frame (self, fd, frames->pdata[i], error))
      return FALSE;
  return make_room (self, fd, DW_HISTORY_FRAME_HEAD_BYTES, error) && (fsync (fd) == 0 || fail (self, "sync", error));
}

gboolean
dw_history_journal_renew (DwHistoryJournal *self, const DwHistoryJournalHead *head, GPtrArray *frames, GError **error)
{
  g_autofree char *path = g_strconcat (self->path, ".new", NULL);
  DwHistoryJournal old = *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);

  if (fd < 0)
    return fail (self, "open", error);
  if (write_new (self, fd, head, frames, error) && (g_rename (path, self->path) == 0 || fail (self, "rename", error)))
    {
      if (old.fd >= 0)
        close (old.fd);
      self->fd = fd;
      return sync_folder (self, error);
    }
  close (fd);
  g_unlink (path);
  self->used = old.used;
  self->room = old.room;
  self->seq = old.seq;
  self->last_begin = old.last_begin;
  return FALSE;
}

void
dw_history_journal_keep_damaged (const DwHistoryJournal *self)
{
  g_autofree char *path = g_strconcat (self->path, ".damaged", NULL);

  if ((g_unlink (path) != 0 && errno != ENOENT) || link (self->path, path) != 0)
    g_message ("%s cannot be kept: %s", self->path, g_strerror (errno));
}

/* So that it is as if it had never been written. */
void
dw_history_journal_undo (DwHistoryJournal *self)
{
  gsize length = self->used - self->last_begin;
  g_autofree guint8 *zeros = g_malloc0 (MAX (length, 1));

  if (length == 0 || !write_at (self, self->fd, zeros, length, self->last_begin, NULL) || fdatasync (self->fd) != 0)
    return;
  self->used = self->last_begin;
  self->seq--;
}

gboolean
dw_history_journal_add (DwHistoryJournal *self, const GByteArray *records, GError **error)
{
  if (!write_frame (self, self->fd, records, error))
    return FALSE;
  if (fdatasync (self->fd) == 0)
    return TRUE;
  fail (self, "sync", error);
  dw_history_journal_undo (self);
  return FALSE;
}

void
dw_history_journal_mention (DwHistoryJournal *self, const GByteArray *records)
{
  g_autoptr (GError) problem = NULL;

  if (records->len > 0 && !write_frame (self, self->fd, records, &problem))
    g_message ("%s", problem->message);
}

gsize
dw_history_journal_get_size (const DwHistoryJournal *self)
{
  return self->used;
}

/* The end says that nothing is missing; it is no frame that counts. */
static void
leave_end (DwHistoryJournal *self)
{
  g_autoptr (GByteArray) nothing = g_byte_array_new ();
  g_autoptr (GError) problem = NULL;

  if (!write_frame (self, self->fd, nothing, &problem) || ftruncate (self->fd, (off_t)self->used) != 0 || fdatasync (self->fd) != 0)
    g_message ("%s: %s", self->path, problem != NULL ? problem->message : g_strerror (errno));
}

void
dw_history_journal_free (DwHistoryJournal *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    {
      leave_end (self);
      close (self->fd);
    }
  dw_history_journal_unload (self);
  g_byte_array_unref (self->frame);
  g_free (self->path);
  g_free (self);
}
