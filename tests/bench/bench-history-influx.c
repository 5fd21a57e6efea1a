// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-history.h"

/* InfluxDB 1.x beside us: an influxd with a folder and a port of its own, whole numbers as integers, a line of 20 fields for each device and tick, batches of 5,000 lines
 * over one kept connection. The line protocol is made outside the timed part. Questions go over HTTP, too, and their JSON is taken but not parsed. */

#define BATCH_TICKS 50
#define WAIT_MS 20000
#define QUIET_MS 8000
#define QUIET_MAX_MS 90000
#define ANSWER_MAX (64 * 1024 * 1024)

typedef struct
{
  const BenchPlan *plan;
  GSubprocess *server;
  guint16 port;
  GSocketConnection *connection; /* for writing */
  GString *body;
  guint64 n_samples;
  gint64 settled_bytes; /* before the year came */
} Peer;

/* A port that was free a moment ago. */
static guint16
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

static char *
write_config (const Peer *self, guint16 rpc_port)
{
  g_autofree char *dir = g_build_filename (self->plan->dir, "influx", NULL);
  g_autofree char *text = NULL;
  char *path = g_build_filename (dir, "influxdb.conf", NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  text = g_strdup_printf ("reporting-disabled = true\nbind-address = \"127.0.0.1:%u\"\n"
                          "[meta]\ndir = \"%s/meta\"\nlogging-enabled = false\n"
                          "[data]\ndir = \"%s/data\"\nwal-dir = \"%s/wal\"\nquery-log-enabled = false\nmax-series-per-database = 0\nmax-values-per-tag = 0\n"
                          "cache-snapshot-write-cold-duration = \"2s\"\ncompact-full-write-cold-duration = \"2s\"\n"
                          "[http]\nbind-address = \"127.0.0.1:%u\"\nlog-enabled = false\nmax-row-limit = 0\nmax-body-size = 0\n"
                          "[monitor]\nstore-enabled = false\n[continuous_queries]\nenabled = false\n[subscriber]\nenabled = false\n",
                          rpc_port, dir, dir, dir, self->port);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static GSocketConnection *
connect_to (const Peer *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  return g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
}

static gboolean
send_text (GSocketConnection *connection, const char *text, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, length, NULL, NULL, NULL);
}

/* The whole answer of a connection that the server closes (HTTP/1.0); NULL when it is no 2xx. */
static char *
request (const Peer *self, const char *method, const char *query)
{
  g_autoptr (GSocketConnection) connection = connect_to (self);
  g_autofree char *head = g_strdup_printf ("%s /query?epoch=ms&db=d&q=%s HTTP/1.0\r\nContent-Length: 0\r\n\r\n", method, query);
  g_autoptr (GString) answer = g_string_new (NULL);
  char buffer[65536];
  gssize n;

  if (connection == NULL || !send_text (connection, head, strlen (head)))
    return NULL;
  while (answer->len < ANSWER_MAX && (n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (answer, buffer, n);
  if (strncmp (answer->str, "HTTP/1.0 2", 10) != 0 && strncmp (answer->str, "HTTP/1.1 2", 10) != 0)
    return NULL;
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

static char *
ask_text (const Peer *self, const char *method, const char *format, ...) G_GNUC_PRINTF (3, 4);

static char *
ask_text (const Peer *self, const char *method, const char *format, ...)
{
  g_autofree char *plain = NULL;
  g_autofree char *escaped = NULL;
  va_list args;

  va_start (args, format);
  plain = g_strdup_vprintf (format, args);
  va_end (args);
  escaped = g_uri_escape_string (plain, NULL, FALSE);
  return request (self, method, escaped);
}

static gboolean
wait_for_server (const Peer *self)
{
  for (guint waited_ms = 0; waited_ms < WAIT_MS; waited_ms += 50)
    {
      g_autofree char *answer = ask_text (self, "POST", "CREATE DATABASE d");

      if (answer != NULL)
        return TRUE;
      g_usleep (50000);
    }
  return FALSE;
}

static void
close_peer (gpointer data)
{
  Peer *self = data;

  g_clear_object (&self->connection);
  if (self->server != NULL)
    {
      g_subprocess_force_exit (self->server);
      g_subprocess_wait (self->server, NULL, NULL);
    }
  g_clear_object (&self->server);
  g_string_free (self->body, TRUE);
  g_free (self);
}

static gpointer
open_peer (const BenchPlan *plan)
{
  g_autofree char *program = g_find_program_in_path ("influxd");
  g_autofree char *config = NULL;
  Peer *self;

  if (program == NULL)
    {
      g_printerr ("bench-history: influxd is not installed\n");
      return NULL;
    }
  self = g_new0 (Peer, 1);
  self->plan = plan;
  self->body = g_string_new (NULL);
  self->port = find_port ();
  config = write_config (self, find_port ());
  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, program, "-config", config, NULL);
  if (self->server != NULL && wait_for_server (self))
    self->connection = connect_to (self);
  if (self->connection != NULL)
    return self;
  g_printerr ("bench-history: influxd does not answer\n");
  close_peer (self);
  return NULL;
}

/* Decimal digits, faster than printf: there are 35 million. */
static void
append_number (GString *text, gint64 number)
{
  char digits[24];
  guint at = sizeof digits;
  guint64 rest = number < 0 ? (guint64)-number : (guint64)number;

  do
    digits[--at] = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    digits[--at] = '-';
  g_string_append_len (text, digits + at, (gssize)(sizeof digits - at));
}

static void
append_line (Peer *self, const BenchBlock *block, guint row)
{
  const gint64 *numbers = block->numbers + (gsize)row * BENCH_HISTORY_N_CHANNELS;

  g_string_append (self->body, "s,d=");
  append_number (self->body, bench_history_data_get_device_id (row % block->n_devices));
  for (guint i = 0; i < BENCH_HISTORY_N_CHANNELS; i++)
    {
      g_string_append_c (self->body, i == 0 ? ' ' : ',');
      g_string_append (self->body, self->plan->columns[i].name);
      g_string_append_c (self->body, '=');
      append_number (self->body, numbers[i]);
      g_string_append_c (self->body, 'i');
    }
  g_string_append_c (self->body, ' ');
  append_number (self->body, block->times_ms[row]);
  g_string_append_c (self->body, '\n');
}

static void
prepare (gpointer data, const BenchBlock *block, guint first, guint n_ticks)
{
  Peer *self = data;

  g_string_truncate (self->body, 0);
  for (guint row = first * block->n_devices; row < (first + n_ticks) * block->n_devices; row++)
    append_line (self, block, row);
  self->n_samples += (guint64)n_ticks * block->n_devices * BENCH_HISTORY_N_CHANNELS;
}

/* The answer to a write has no body: its end is an empty line. */
static gboolean
take_answer (GSocketConnection *connection)
{
  char answer[4096] = { 0 };
  gsize length = 0;
  gssize n;

  while (length < sizeof answer - 1 && strstr (answer, "\r\n\r\n") == NULL)
    {
      n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer + length, sizeof answer - 1 - length, NULL, NULL);
      if (n <= 0)
        return FALSE;
      length += (gsize)n;
    }
  if (g_str_has_prefix (answer, "HTTP/1.1 204"))
    return TRUE;
  g_printerr ("bench-history: influxd says %s\n", answer);
  return FALSE;
}

static gboolean
write_ticks (gpointer data)
{
  Peer *self = data;
  g_autofree char *head = g_strdup_printf ("POST /write?db=d&precision=ms HTTP/1.1\r\nHost: localhost\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", self->body->len);

  return send_text (self->connection, head, strlen (head)) && send_text (self->connection, self->body->str, self->body->len) && take_answer (self->connection);
}

static char *
get_data_dir (const Peer *self, const char *part)
{
  return g_build_filename (self->plan->dir, "influx", part, "d", NULL);
}

/* Until it has put its write-ahead log into its files and compacted them. */
static void
wait_for_quiet (const Peer *self)
{
  g_autofree char *data_dir = get_data_dir (self, "data");
  g_autofree char *wal_dir = get_data_dir (self, "wal");
  gint64 last = -1;
  guint quiet_ms = 0;

  for (guint waited_ms = 0; waited_ms < QUIET_MAX_MS && quiet_ms < QUIET_MS; waited_ms += 500)
    {
      gint64 now = bench_measure_folder (data_dir) + bench_measure_folder (wal_dir);

      quiet_ms = now == last && now > 0 ? quiet_ms + 500 : 0;
      last = now;
      g_usleep (500000);
    }
}

static void
write_year (Peer *self)
{
  for (guint day = 0; day < BENCH_YEAR_DAYS; day += 5)
    {
      g_string_truncate (self->body, 0);
      for (guint i = day * 1440; i < MIN (day + 5, BENCH_YEAR_DAYS) * 1440; i++)
        g_string_append_printf (self->body, "y p=%" G_GINT64_FORMAT "i %" G_GINT64_FORMAT "\n", self->plan->year_numbers[i], self->plan->year_start_ms + (gint64)i * BENCH_MINUTE_MS);
      if (!write_ticks (self))
        g_error ("the year was not written");
    }
}

static void
settle (gpointer data)
{
  Peer *self = data;
  g_autofree char *data_dir = get_data_dir (self, "data");
  g_autofree char *wal_dir = get_data_dir (self, "wal");

  wait_for_quiet (self);
  self->settled_bytes = bench_measure_folder (data_dir) + bench_measure_folder (wal_dir);
  write_year (self);
  wait_for_quiet (self);
}

static gint64
measure (gpointer data, guint64 *n_samples)
{
  *n_samples = ((Peer *)data)->n_samples;
  return ((Peer *)data)->settled_bytes;
}

static guint64
count_rows (const char *answer)
{
  guint64 n = 0;

  for (const char *at = answer; at != NULL && (at = strstr (at, "],[")) != NULL; at++)
    n++;
  return answer != NULL && strstr (answer, "\"values\"") != NULL ? n + 1 : 0;
}

static guint64
ask_rows (const Peer *self, const char *what, const char *where, const char *tail)
{
  g_autofree char *answer = ask_text (self, "GET", "SELECT %s FROM s WHERE time >= %" G_GINT64_FORMAT "ms AND time < %" G_GINT64_FORMAT "ms %s %s", what, self->plan->start_ms, self->plan->end_ms, where, tail);

  return count_rows (answer);
}

static guint64
ask_within (const Peer *self)
{
  g_autoptr (GString) where = g_string_new ("AND (");

  for (guint i = 0; i < BENCH_WITHIN_DEVICES; i++)
    g_string_append_printf (where, "%sd='%" G_GINT64_FORMAT "'", i > 0 ? " OR " : "", bench_history_data_get_device_id (i));
  g_string_append_c (where, ')');
  return ask_rows (self, "mean(*)", where->str, "GROUP BY time(1m), d") * BENCH_HISTORY_N_CHANNELS;
}

static guint64
ask_thousand (const Peer *self)
{
  g_autofree char *tail = g_strdup_printf ("GROUP BY time(%" G_GINT64_FORMAT "ms, %" G_GINT64_FORMAT "ms)", (self->plan->end_ms - self->plan->start_ms) / BENCH_THOUSAND, self->plan->start_ms);

  return ask_rows (self, "min(voltage_a),max(voltage_a),mean(voltage_a),count(voltage_a)", "AND d='1009'", tail);
}

static guint64
ask (gpointer data, BenchAsk what)
{
  const Peer *self = data;
  g_autofree char *year = NULL;

  switch (what)
    {
    case BENCH_ASK_RAW_DAY:
      return ask_rows (self, "voltage_a", "AND d='1009'", "");
    case BENCH_ASK_THOUSAND:
      return ask_thousand (self);
    case BENCH_ASK_ACROSS:
      return ask_rows (self, "mean(voltage_a)", "", "GROUP BY time(1m), d");
    case BENCH_ASK_WITHIN:
      return ask_within (self);
    case BENCH_ASK_LATEST:
      return ask_rows (self, "last(*)", "", "GROUP BY d") > 0 ? (guint64)self->plan->n_devices * BENCH_HISTORY_N_CHANNELS : 0;
    case BENCH_ASK_YEAR:
      year = ask_text (self, "GET", "SELECT mean(p),min(p),max(p),count(p) FROM y WHERE time >= %" G_GINT64_FORMAT "ms AND time < %" G_GINT64_FORMAT "ms GROUP BY time(1d)", self->plan->year_start_ms,
                       self->plan->year_start_ms + (gint64)BENCH_YEAR_DAYS * BENCH_DAY_MS);
      return count_rows (year);
    case BENCH_N_ASKS:
    default:
      return 0;
    }
}

const BenchStore *
bench_store_influx (void)
{
  static const BenchStore store = { "influx", "batches of 5,000 lines of 20 integers, synced by it at each batch; JSON answers over HTTP, not parsed", { { BATCH_TICKS, G_MAXUINT } }, open_peer, prepare, write_ticks, settle, ask, measure, close_peer };

  return &store;
}
