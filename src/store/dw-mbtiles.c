// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: reading MBTiles (github.com/mapbox/mbtiles-spec, 1.3). "tiles" may be a view, so a question may run any SQL that the maker of the file wrote:
// SQLite counts the steps of each and gives up, values above a size are refused by SQLite itself.

#include "dw-mbtiles.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "dw-db.h"
#include "dw-stmt.h"

enum {
  STEPS_PER_CALL = 10000,
  MAX_CALLS = 200, /* under a second; a look-up with an index takes none */
  MAX_NAME_CHARS = 200,
  MAX_ATTRIBUTION_CHARS = 500,
};

struct _DwMbtiles
{
  gatomicrefcount refs;
  GMutex mutex; /* guards all below it but the facts */
  DwDb *db;
  int calls_left;
  char *base_name;
  DwMapFacts *facts; /* written at opening only */
};

typedef enum {
  ASK_SCHEMA,
  ASK_METADATA,
  ASK_TILE,
  ASK_ANY_TILE,
  ASK_LOWEST,
  ASK_HIGHEST,
} Question;

static const struct
{
  const char *name, *sql;
} questions[] = {
  [ASK_SCHEMA] = { "schema", "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?" },
  [ASK_METADATA] = { "metadata", "SELECT value FROM metadata WHERE name = ? LIMIT 1" },
  [ASK_TILE] = { "tile", "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1" },
  [ASK_ANY_TILE] = { "any tile", "SELECT tile_data FROM tiles LIMIT 1" },
  [ASK_LOWEST] = { "lowest zoom", "SELECT min(zoom_level) FROM tiles" },
  [ASK_HIGHEST] = { "highest zoom", "SELECT max(zoom_level) FROM tiles" },
};

static gboolean G_GNUC_PRINTF (4, 5)
  fail (const DwMbtiles *self, GIOErrorEnum code, GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *sentence = NULL;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, code, "%s: %s", self->base_name, sentence);
  return FALSE;
}

/* --- questions --- */

static int
step_cb (gpointer data)
{
  DwMbtiles *self = data;

  return --self->calls_left < 0;
}

/* Every question begins here: it gets its share of work. */
static DwStmt *
ask (DwMbtiles *self, Question question, GError **error)
{
  self->calls_left = MAX_CALLS;
  return dw_db_statement (self->db, questions[question].name, questions[question].sql, error);
}

/* What SQLite says of its own limits is no sentence for people. */
static DwStep
step (DwMbtiles *self, DwStmt *stmt, GError **error)
{
  g_autoptr (GError) problem = NULL;
  DwStep got = dw_stmt_step (stmt, &problem);
  int code = sqlite3_errcode (dw_db_get_handle (self->db));

  if (got != DW_STEP_ERROR)
    return got;
  if (code == SQLITE_INTERRUPT)
    fail (self, G_IO_ERROR_TIMED_OUT, error, _ ("looking up a tile takes too long (there is no index)"));
  else if (code == SQLITE_TOOBIG)
    fail (self, G_IO_ERROR_MESSAGE_TOO_LARGE, error, _ ("a value is larger than %d bytes"), DW_MBTILES_MAX_TILE_BYTES);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return DW_STEP_ERROR;
}

static gboolean
has_table (DwMbtiles *self, const char *name, gboolean *there, GError **error)
{
  DwStmt *stmt = ask (self, ASK_SCHEMA, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_text (stmt, name);
  if (step (self, stmt, error) != DW_STEP_ROW)
    return FALSE;
  *there = dw_stmt_get_int (stmt) > 0;
  dw_stmt_reset (stmt);
  return TRUE;
}

/* value NULL: the file does not say. */
static gboolean
read_metadata (DwMbtiles *self, const char *name, char **value, GError **error)
{
  DwStmt *stmt = ask (self, ASK_METADATA, error);
  DwStep got;

  *value = NULL;
  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_text (stmt, name);
  got = step (self, stmt, error);
  if (got == DW_STEP_ROW)
    {
      *value = g_utf8_make_valid (dw_stmt_get_text (stmt), -1);
      dw_stmt_reset (stmt);
    }
  return got != DW_STEP_ERROR;
}

static GBytes *
take_tile (DwMbtiles *self, DwStmt *stmt, GError **error)
{
  DwStep got = step (self, stmt, error);
  GBytes *bytes = NULL;
  const guint8 *data;
  gsize length;

  if (got != DW_STEP_ROW)
    return NULL;
  data = dw_stmt_get_bytes (stmt, SQLITE_BLOB, &length);
  if (data == NULL)
    fail (self, G_IO_ERROR_INVALID_DATA, error, _ ("a tile is not a picture but another kind of value"));
  else if (length > DW_MBTILES_MAX_TILE_BYTES)
    fail (self, G_IO_ERROR_MESSAGE_TOO_LARGE, error, _ ("a value is larger than %d bytes"), DW_MBTILES_MAX_TILE_BYTES);
  else
    bytes = g_bytes_new (data, length);
  dw_stmt_reset (stmt);
  return bytes;
}

/* --- what the file says of itself --- */

static const struct
{
  const char *entity, *text;
} entities[] = {
  { "&copy;", "©" },
  { "&lt;", "<" },
  { "&gt;", ">" },
  { "&quot;", "\"" },
  { "&#169;", "©" },
  { "&amp;", "&" }, /* last, so that nothing is decoded twice */
};

/* Attributions are often written for web pages. */
static char *
make_plain (const char *text, glong max_chars)
{
  g_autoptr (GRegex) tags = g_regex_new ("<[^>]*>", 0, 0, NULL);
  g_autoptr (GRegex) blanks = g_regex_new ("[\\s\\x00-\\x1f\\x7f]+", 0, 0, NULL);
  g_autofree char *bare = g_regex_replace_literal (tags, text, -1, 0, "", 0, NULL);
  g_autofree char *line = g_regex_replace_literal (blanks, bare != NULL ? bare : "", -1, 0, " ", 0, NULL);
  g_autoptr (GString) plain = g_string_new (line);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (plain, entities[i].entity, entities[i].text, 0);
  g_strstrip (plain->str);
  return g_utf8_strlen (plain->str, -1) > max_chars ? g_utf8_substring (plain->str, 0, max_chars) : g_strdup (plain->str);
}

static gboolean
parse_numbers (const char *text, double *numbers, guint n_numbers)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  if (g_strv_length (parts) != n_numbers)
    return FALSE;
  for (guint i = 0; i < n_numbers; i++)
    {
      char *part = g_strstrip (parts[i]), *end;

      numbers[i] = g_ascii_strtod (part, &end);
      if (*part == '\0' || *end != '\0' || !isfinite (numbers[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_bounds (DwMbtiles *self, DwMapFacts *facts, GError **error)
{
  g_autofree char *text = NULL;
  double edges[4];

  if (!read_metadata (self, "bounds", &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (!parse_numbers (text, edges, 4) || !dw_geo_is_valid ((DwGeoPoint){ edges[0], edges[1] }) || !dw_geo_is_valid ((DwGeoPoint){ edges[2], edges[3] }) || edges[0] >= edges[2] || edges[1] >= edges[3])
    return fail (self, G_IO_ERROR_INVALID_DATA, error, _ ("its bounds are “%.60s”, not west,south,east,north in degrees"), text);
  facts->has_bounds = TRUE;
  facts->bounds = (DwGeoBox){ edges[0], edges[1], edges[2], edges[3] };
  return TRUE;
}

static gboolean
look_at_zoom (DwMbtiles *self, Question question, int *zoom, GError **error)
{
  DwStmt *stmt = ask (self, question, error);
  gint64 found;

  if (stmt == NULL || step (self, stmt, error) != DW_STEP_ROW)
    return FALSE;
  found = dw_stmt_get_int (stmt);
  dw_stmt_reset (stmt);
  if (found < 0 || found > DW_MBTILES_MAX_ZOOM)
    return fail (self, G_IO_ERROR_INVALID_DATA, error, _ ("its tiles have zoom level %d, known are 0 to %d"), (int)CLAMP (found, G_MININT, G_MAXINT), DW_MBTILES_MAX_ZOOM);
  *zoom = (int)found;
  return TRUE;
}

/* Said by the metadata; files that do not say are looked at. */
static gboolean
read_zoom (DwMbtiles *self, const char *name, Question question, int *zoom, GError **error)
{
  g_autofree char *text = NULL;
  double number;

  if (!read_metadata (self, name, &text, error))
    return FALSE;
  if (text == NULL)
    return look_at_zoom (self, question, zoom, error);
  if (!parse_numbers (text, &number, 1) || number != floor (number) || number < 0 || number > DW_MBTILES_MAX_ZOOM)
    return fail (self, G_IO_ERROR_INVALID_DATA, error, _ ("its %s is “%.60s”, not a whole number from 0 to %d"), name, text, DW_MBTILES_MAX_ZOOM);
  *zoom = (int)number;
  return TRUE;
}

static const struct
{
  const char *word; /* in the metadata */
  const char *format;
} formats[] = {
  { "png", "png" },
  { "jpg", "jpg" },
  { "jpeg", "jpg" },
  { "webp", "webp" },
};

static const char *const vector_words[] = { "pbf", "mvt", "application/x-protobuf", "application/vnd.mapbox-vector-tile" };

/* By the first bytes of a tile: what files without a format have. Vector tiles are packed by gzip or zlib, as a rule. */
static const char *
guess_format (GBytes *tile)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (tile, &length);

  if (length >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "png";
  if (length >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "jpg";
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "webp";
  return length >= 2 && ((data[0] == 0x1f && data[1] == 0x8b) || data[0] == 0x78) ? "pbf" : "";
}

static gboolean
take_format (DwMbtiles *self, DwMapFacts *facts, const char *word, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strcasecmp (formats[i].word, word) == 0)
      {
        facts->format = g_strdup (formats[i].format);
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (vector_words); i++)
    if (g_ascii_strcasecmp (vector_words[i], word) == 0)
      return fail (self, G_IO_ERROR_NOT_SUPPORTED, error, _ ("it holds vector tiles (%s); only pictures can be shown: PNG, JPEG or WebP"), word);
  return fail (self, G_IO_ERROR_NOT_SUPPORTED, error, _ ("the format of its tiles is “%.60s”; only pictures can be shown: PNG, JPEG or WebP"), word);
}

static gboolean
read_format (DwMbtiles *self, DwMapFacts *facts, GError **error)
{
  g_autofree char *word = NULL;
  g_autoptr (GBytes) tile = NULL;
  g_autoptr (GError) problem = NULL;
  DwStmt *stmt;

  if (!read_metadata (self, "format", &word, error) || (stmt = ask (self, ASK_ANY_TILE, error)) == NULL)
    return FALSE;
  tile = take_tile (self, stmt, &problem);
  if (tile == NULL && problem == NULL)
    return fail (self, G_IO_ERROR_INVALID_DATA, error, _ ("there is no tile in it"));
  /* One bad tile spoils no file that says its format; one that cannot be found in time does. */
  if (word != NULL && !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return take_format (self, facts, g_strstrip (word), error);
  if (tile == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return take_format (self, facts, guess_format (tile), error);
}

static gboolean
read_texts (DwMbtiles *self, DwMapFacts *facts, GError **error)
{
  g_autofree char *name = NULL, *attribution = NULL;

  if (!read_metadata (self, "name", &name, error) || !read_metadata (self, "attribution", &attribution, error))
    return FALSE;
  facts->name = make_plain (name != NULL && *name != '\0' ? name : self->base_name, MAX_NAME_CHARS);
  facts->attribution = make_plain (attribution != NULL ? attribution : "", MAX_ATTRIBUTION_CHARS);
  return TRUE;
}

static gboolean
read_facts (DwMbtiles *self, GError **error)
{
  DwMapFacts *facts = self->facts = g_new0 (DwMapFacts, 1);

  if (!read_texts (self, facts, error) || !read_format (self, facts, error) || !read_bounds (self, facts, error))
    return FALSE;
  if (!read_zoom (self, "minzoom", ASK_LOWEST, &facts->min_zoom, error) || !read_zoom (self, "maxzoom", ASK_HIGHEST, &facts->max_zoom, error))
    return FALSE;
  return facts->min_zoom <= facts->max_zoom || fail (self, G_IO_ERROR_INVALID_DATA, error, _ ("its minzoom %d is above its maxzoom %d"), facts->min_zoom, facts->max_zoom);
}

/* --- opening --- */

static const char MAGIC[16] = "SQLite format 3";

static gboolean
check_magic (DwMbtiles *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  char head[sizeof MAGIC];
  gsize length;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &length, NULL, error))
    return FALSE;
  return (length == sizeof head && memcmp (head, MAGIC, sizeof MAGIC) == 0) || fail (self, G_IO_ERROR_INVALID_DATA, error, _ ("this is not an MBTiles file"));
}

/* A journal with something in it belongs to the file: without it the pages do not fit each other. */
static gboolean
check_still (DwMbtiles *self, const char *path, GError **error)
{
  static const char *const journals[] = { "-wal", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (journals); i++)
    {
      g_autofree char *journal = g_strconcat (path, journals[i], NULL);
      GStatBuf status;

      if (g_stat (journal, &status) == 0 && status.st_size > 0)
        return fail (self, G_IO_ERROR_BUSY, error, _ ("another program is still writing it (%s lies beside it)"), journals[i]);
    }
  return TRUE;
}

static void
set_limits (DwMbtiles *self)
{
  sqlite3 *handle = dw_db_get_handle (self->db);

  /* A row is a little larger than its tile. */
  sqlite3_limit (handle, SQLITE_LIMIT_LENGTH, DW_MBTILES_MAX_TILE_BYTES + 4096);
  sqlite3_progress_handler (handle, STEPS_PER_CALL, step_cb, self);
}

static gboolean
check_tables (DwMbtiles *self, GError **error)
{
  static const char *const tables[] = { "metadata", "tiles" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      gboolean there = FALSE;

      if (!has_table (self, tables[i], &there, error))
        return FALSE;
      if (!there)
        return fail (self, G_IO_ERROR_INVALID_DATA, error, _ ("this is not an MBTiles file: it has no table “%s”"), tables[i]);
    }
  return TRUE;
}

DwMbtiles *
dw_mbtiles_open (const char *path, GError **error)
{
  g_autoptr (DwMbtiles) self = g_new0 (DwMbtiles, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->base_name = g_path_get_basename (path);
  if (!check_magic (self, path, error) || !check_still (self, path, error))
    return NULL;
  self->db = dw_db_open (path, DW_DB_READ_STILL, error);
  if (self->db == NULL)
    return NULL;
  set_limits (self);
  return check_tables (self, error) && read_facts (self, error) ? g_steal_pointer (&self) : NULL;
}

DwMbtiles *
dw_mbtiles_ref (DwMbtiles *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
dw_mbtiles_unref (DwMbtiles *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  dw_db_close (self->db);
  dw_map_facts_free (self->facts);
  g_mutex_clear (&self->mutex);
  g_free (self->base_name);
  g_free (self);
}

const DwMapFacts *
dw_mbtiles_get_facts (const DwMbtiles *self)
{
  return self->facts;
}

/* --- tiles --- */

GBytes *
dw_mbtiles_read_tile (DwMbtiles *self, int zoom, int x, int y, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  DwStmt *stmt;

  if (zoom < 0 || zoom > DW_MBTILES_MAX_ZOOM || x < 0 || y < 0 || x >= 1 << zoom || y >= 1 << zoom)
    return NULL;
  stmt = ask (self, ASK_TILE, error);
  if (stmt == NULL)
    return NULL;
  dw_stmt_put_int (stmt, zoom);
  dw_stmt_put_int (stmt, x);
  /* Rows count from the south. */
  dw_stmt_put_int (stmt, (1 << zoom) - 1 - y);
  return take_tile (self, stmt, error);
}
