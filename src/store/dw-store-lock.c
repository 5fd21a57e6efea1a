// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the lock of the data folder. The lock is that of the kernel on an open file ("open file description" lock: not lost when another part of the
// program closes the same file, gone at once after kill -9). What stands in the file is only for people and for dianweictl: {"program": …, "pid": …, "address": …}.
// Looking asks the kernel whether the file is locked without locking it, so that a look can never refuse a station that is just starting.

#include "dw-store-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <json-glib/json-glib.h>

#include "dw-store-error.h"

#define LOCK_FILE "station.lock"
#define MAX_CONTENT 4096

struct _DwStoreLock
{
  int fd;
  char *program;
};

static char *
get_path (const char *dir)
{
  return g_build_filename (dir, LOCK_FILE, NULL);
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static char *
make_content (const char *program, const char *address)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_member (builder, "program", program);
  json_builder_set_member_name (builder, "pid");
  json_builder_add_int_value (builder, getpid ());
  if (address)
    add_member (builder, "address", address);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

gboolean
dw_store_lock_publish (DwStoreLock *self, const char *address, GError **error)
{
  g_autofree char *content = make_content (self->program, address);
  gsize length = strlen (content);

  /* Written over before it is cut, so that a look in between finds a complete object more often than not; a half one reads as "somebody". */
  if (pwrite (self->fd, content, length, 0) == (gssize)length && ftruncate (self->fd, (off_t)length) == 0)
    return TRUE;
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The lock file cannot be written: %s"), g_strerror (errno));
  return FALSE;
}

static void
set_locked_error (const char *dir, GError **error)
{
  g_autofree char *program = NULL;
  int pid = 0;

  if (dw_store_lock_look (dir, &program, &pid, NULL) && program)
    g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_LOCKED, _ ("The folder %s is in use by %s (process %d)"), dir, program, pid);
  else
    g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_LOCKED, _ ("The folder %s is in use by another program"), dir);
}

DwStoreLock *
dw_store_lock_take (const char *dir, const char *program, GError **error)
{
  g_autofree char *path = get_path (dir);
  g_autoptr (DwStoreLock) self = g_new0 (DwStoreLock, 1);
  struct flock region = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  self->program = g_strdup (program);
  self->fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The lock file %s cannot be opened: %s"), path, g_strerror (errno));
      return NULL;
    }
  if (fcntl (self->fd, F_OFD_SETLK, &region) != 0)
    {
      if (errno == EAGAIN || errno == EACCES)
        set_locked_error (dir, error);
      else
        g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The folder %s cannot be locked: %s"), dir, g_strerror (errno));
      /* Not ours: its content must survive dw_store_lock_free. */
      close (self->fd);
      self->fd = -1;
      return NULL;
    }
  return dw_store_lock_publish (self, NULL, error) ? g_steal_pointer (&self) : NULL;
}

void
dw_store_lock_free (DwStoreLock *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    {
      /* The name goes before the lock. The file itself stays: removing it would let two programs lock two files of one name. */
      if (ftruncate (self->fd, 0) != 0)
        g_debug ("the lock file keeps its content: %s", g_strerror (errno));
      close (self->fd);
    }
  g_free (self->program);
  g_free (self);
}

static void
read_string (JsonObject *object, const char *name, char **value)
{
  JsonNode *node = json_object_get_member (object, name);

  if (value && node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    *value = json_node_dup_string (node);
}

static void
read_content (int fd, char **program, int *pid, char **address)
{
  char content[MAX_CONTENT];
  gssize length = pread (fd, content, sizeof content, 0);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonNode *number;

  if (length <= 0 || !json_parser_load_from_data (parser, content, length, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  read_string (json_node_get_object (root), "program", program);
  read_string (json_node_get_object (root), "address", address);
  number = json_object_get_member (json_node_get_object (root), "pid");
  if (pid && number && JSON_NODE_HOLDS_VALUE (number))
    *pid = (int)json_node_get_int (number);
}

gboolean
dw_store_lock_look (const char *dir, char **program, int *pid, char **address)
{
  g_autofree char *path = get_path (dir);
  struct flock region = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean held;

  if (program)
    *program = NULL;
  if (pid)
    *pid = 0;
  if (address)
    *address = NULL;
  if (fd < 0)
    return FALSE;
  held = fcntl (fd, F_OFD_GETLK, &region) == 0 && region.l_type != F_UNLCK;
  if (held)
    read_content (fd, program, pid, address);
  close (fd);
  return held;
}
