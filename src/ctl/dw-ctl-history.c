// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ctl-history.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-ctl-event.h"
#include "dw-ctl-json.h"
#include "dw-files.h"
#include "dw-history-reader.h"
#include "dw-text.h"

/* dianweictl history: samples of the past. The folder is only looked at, so that a station may work on it at the same time; import alone writes. */

#define BUCKETS_MAX 100000
#define PERIOD_MAX_S 86400
/* Sums and means are finer than what they are made of. */
#define MORE_DECIMALS 3

typedef struct
{
  const DwCtlVerb *verb;
  char *dir, *channel, *from, *to;
  int n_buckets, period_s;
  gboolean raw, skip_bad, json;
  DwHistoryReader *reader;
} Job;

static int
complain_error (const Job *job, const GError *error)
{
  int exit_code = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? DW_CTL_UNREACHABLE : DW_CTL_FAILED;

  return dw_ctl_complain (job->verb, exit_code, "%s", error->message);
}

static gboolean
open_reader (Job *job, int *exit_code)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (GError) error = NULL;

  job->reader = dw_history_reader_open (job->dir, clock, &error);
  if (job->reader == NULL)
    *exit_code = complain_error (job, error);
  return job->reader != NULL;
}

/* What was passed over because it is damaged; the answer is not whole then. */
static int
tell_damage (const Job *job)
{
  g_autofree char *damage = dw_history_reader_dup_damage (job->reader);

  return damage != NULL ? dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", damage) : DW_CTL_DONE;
}

/* --- query --- */

static gboolean
read_time (const Job *job, const char *text, gint64 preset_ms, gint64 *wall_ms, int *exit_code)
{
  *wall_ms = preset_ms;
  if (text == NULL || dw_ctl_parse_time (text, wall_ms))
    return TRUE;
  *exit_code = dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("“%s” is not a time; write 2026-03-05T08:00:00"), text);
  return FALSE;
}

/* What is left out is where the history begins or ends. */
static gboolean
read_span (const Job *job, gint64 *from_ms, gint64 *to_ms, int *exit_code)
{
  gint64 first_ms = 0, last_ms = 0;
  g_autoptr (GError) error = NULL;

  if ((job->from == NULL || job->to == NULL) && !dw_history_reader_get_span (job->reader, &first_ms, &last_ms, &error))
    {
      *exit_code = complain_error (job, error);
      return FALSE;
    }
  if (!read_time (job, job->from, first_ms, from_ms, exit_code) || !read_time (job, job->to, last_ms + 1, to_ms, exit_code))
    return FALSE;
  if (*from_ms < *to_ms)
    return TRUE;
  *exit_code = dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", _ ("--to must be later than --from"));
  return FALSE;
}

static void
print_sample (const Job *job, const DwHistoryReaderChannel *channel, gint64 time_ms, double value, DwQuality quality)
{
  g_autofree char *time = NULL;
  g_autofree char *digits = NULL;

  if (job->json)
    {
      DwCtlJson *json = dw_ctl_json_new ();

      dw_ctl_json_add_time (json, "time", time_ms);
      dw_ctl_json_add_number (json, "value", value, channel->decimals);
      dw_ctl_json_add_string (json, "quality", dw_quality_word (quality));
      dw_ctl_json_print (json);
      return;
    }
  time = dw_text_time_iso (time_ms);
  digits = isfinite (value) ? dw_ctl_format_number (value, channel->decimals) : g_strdup ("-");
  g_print ("%s  %s  %s\n", time, digits, dw_quality_word (quality));
}

/* Where data is when the span has none, so that nobody searches for long. */
static void
tell_near (const Job *job, const DwHistoryReaderChannel *channel, gint64 from_ms)
{
  gint64 before_ms = 0, after_ms = 0;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  dw_history_reader_find_near (job->reader, channel->device_id, from_ms, &before_ms, &after_ms, NULL);
  before = before_ms != 0 ? dw_text_time_iso (before_ms) : g_strdup ("-");
  after = after_ms != 0 ? dw_text_time_iso (after_ms) : g_strdup ("-");
  g_printerr (_ ("Nothing there; the nearest data of the device: %s before, %s after\n"), before, after);
}

static int
print_samples (const Job *job, const DwHistoryReaderChannel *channel, gint64 from_ms, gint64 to_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwSamples) samples = dw_history_reader_read_samples (job->reader, channel, from_ms, to_ms, &error);

  if (samples == NULL)
    return complain_error (job, error);
  for (guint i = 0; i < samples->n; i++)
    print_sample (job, channel, samples->times_ms[i], samples->values[i], samples->qualities[i]);
  if (samples->n == 0)
    tell_near (job, channel, from_ms);
  return tell_damage (job);
}

static void
print_bucket_json (const DwHistoryReaderChannel *channel, const DwBuckets *buckets, guint i)
{
  const DwBucket *bucket = &buckets->buckets[i];
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_time (json, "from", buckets->edges_ms[i]);
  dw_ctl_json_add_time (json, "to", buckets->edges_ms[i + 1]);
  dw_ctl_json_add_integer (json, "count", bucket->count);
  dw_ctl_json_add_integer (json, "others", bucket->others);
  dw_ctl_json_add_number (json, "coverage", dw_buckets_get_coverage (buckets, i), MORE_DECIMALS);
  dw_ctl_json_add_number (json, "min", bucket->min, channel->decimals);
  dw_ctl_json_add_number (json, "max", bucket->max, channel->decimals);
  dw_ctl_json_add_number (json, "sum", bucket->sum, channel->decimals);
  dw_ctl_json_add_number (json, "mean", bucket->mean, channel->decimals + MORE_DECIMALS);
  dw_ctl_json_add_number (json, "weighted_mean", bucket->weighted_mean, channel->decimals + MORE_DECIMALS);
  dw_ctl_json_print (json);
}

static void
print_bucket_text (const DwHistoryReaderChannel *channel, const DwBuckets *buckets, guint i)
{
  const DwBucket *bucket = &buckets->buckets[i];
  const double values[] = { bucket->min, bucket->weighted_mean, bucket->max };
  g_autofree char *time = dw_text_time_iso (buckets->edges_ms[i]);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, bucket->count);

  g_print ("%s  %s", time, count);
  for (guint j = 0; j < G_N_ELEMENTS (values); j++)
    {
      g_autofree char *digits = isfinite (values[j]) ? dw_ctl_format_number (values[j], channel->decimals) : g_strdup ("-");

      g_print ("  %s", digits);
    }
  g_print ("\n");
}

static int
print_buckets (const Job *job, const DwHistoryReaderChannel *channel, gint64 from_ms, gint64 to_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwBuckets) buckets = dw_history_reader_read_buckets (job->reader, channel, from_ms, to_ms, (guint)job->n_buckets, &error);

  if (buckets == NULL)
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) ? dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", error->message) : complain_error (job, error);
  for (guint i = 0; i < buckets->n; i++)
    if (job->json)
      print_bucket_json (channel, buckets, i);
    else
      print_bucket_text (channel, buckets, i);
  return tell_damage (job);
}

static int
query (Job *job)
{
  DwHistoryReaderChannel channel;
  g_autoptr (GError) error = NULL;
  gint64 from_ms, to_ms;
  int exit_code = DW_CTL_DONE;

  if (job->channel == NULL)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", _ ("--channel is missing"));
  if (job->n_buckets < 0 || job->n_buckets > BUCKETS_MAX || (job->raw && job->n_buckets > 0))
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("write --raw or --buckets with 1 to %d"), BUCKETS_MAX);
  if (!open_reader (job, &exit_code))
    return exit_code;
  if (!dw_history_reader_find_channel (job->reader, job->channel, &channel, &error))
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", error->message);
  if (!read_span (job, &from_ms, &to_ms, &exit_code))
    return exit_code;
  return job->n_buckets > 0 ? print_buckets (job, &channel, from_ms, to_ms) : print_samples (job, &channel, from_ms, to_ms);
}

/* --- channels --- */

static void
print_channel (const Job *job, const DwHistoryReaderChannel *channel, const DwReading *latest)
{
  const char *name = dw_history_reader_get_device_name (job->reader, channel->device_id);
  const char *address = dw_history_reader_get_device_address (job->reader, channel->device_id);
  DwCtlJson *json;

  if (!job->json)
    {
      g_autofree char *device = *address != '\0' ? g_strdup (address) : g_strdup_printf ("%" G_GINT64_FORMAT, channel->device_id);
      g_autofree char *time = latest->time_ms != 0 ? dw_text_time_iso (latest->time_ms) : g_strdup ("-");

      g_print ("%s:%s  %s  %s\n", device, channel->name, name, time);
      return;
    }
  json = dw_ctl_json_new ();
  dw_ctl_json_add_integer (json, "id", channel->device_id);
  dw_ctl_json_add_string (json, "device", name);
  dw_ctl_json_add_string (json, "address", address);
  dw_ctl_json_add_string (json, "channel", channel->name);
  dw_ctl_json_add_integer (json, "decimals", channel->decimals);
  dw_ctl_json_add_integer (json, "period_ms", channel->period_ms);
  dw_ctl_json_add_time (json, "time", latest->time_ms);
  dw_ctl_json_add_number (json, "value", latest->quality != DW_QUALITY_NONE ? latest->value : NAN, channel->decimals);
  dw_ctl_json_add_string (json, "quality", dw_quality_word (latest->quality));
  dw_ctl_json_print (json);
}

static int
list_channels (Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) channels = NULL;
  int exit_code = DW_CTL_DONE;

  if (!open_reader (job, &exit_code))
    return exit_code;
  channels = dw_history_reader_list_channels (job->reader, &error);
  if (channels == NULL)
    return complain_error (job, error);
  for (guint i = 0; i < channels->len; i++)
    {
      const DwHistoryReaderChannel *channel = &g_array_index (channels, DwHistoryReaderChannel, i);
      DwReading latest;

      if (!dw_history_reader_get_latest (job->reader, channel, &latest, &error))
        return complain_error (job, error);
      print_channel (job, channel, &latest);
    }
  return tell_damage (job);
}

/* --- stats --- */

static void
print_facts_json (const DwHistoryReaderFacts *facts, double bytes_per_sample)
{
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_integer (json, "bytes", facts->file_bytes);
  dw_ctl_json_add_integer (json, "samples", facts->samples);
  dw_ctl_json_add_integer (json, "open_samples", facts->open_samples);
  dw_ctl_json_add_number (json, "bytes_per_sample", bytes_per_sample, MORE_DECIMALS);
  dw_ctl_json_add_integer (json, "chunks", facts->chunks);
  dw_ctl_json_add_integer (json, "chunk_bytes", facts->chunk_bytes);
  dw_ctl_json_add_integer (json, "aggregate_bytes", facts->aggregate_bytes);
  dw_ctl_json_add_integer (json, "bytes_last_day", facts->bytes_last_day);
  dw_ctl_json_add_time (json, "first", facts->first_ms);
  dw_ctl_json_add_time (json, "last", facts->last_ms);
  dw_ctl_json_add_number (json, "coverage", facts->coverage, MORE_DECIMALS);
  dw_ctl_json_print (json);
}

static int
print_stats (Job *job)
{
  g_autoptr (GError) error = NULL;
  DwHistoryReaderFacts facts;
  double bytes_per_sample;
  g_autofree char *samples = NULL;
  g_autofree char *size = NULL;
  int exit_code = DW_CTL_DONE;

  if (!open_reader (job, &exit_code))
    return exit_code;
  if (!dw_history_reader_get_facts (job->reader, &facts, &error))
    return complain_error (job, error);
  bytes_per_sample = facts.samples > 0 ? (double)facts.file_bytes / (double)facts.samples : NAN;
  if (job->json)
    {
      print_facts_json (&facts, bytes_per_sample);
      return tell_damage (job);
    }
  samples = g_strdup_printf ("%" G_GINT64_FORMAT, facts.samples);
  size = g_format_size ((guint64)facts.file_bytes);
  g_print (_ ("%s samples in %s, %.2f bytes each; %.1f %% of the time covered\n"), samples, size, bytes_per_sample, facts.coverage * 100);
  return tell_damage (job);
}

/* --- verify --- */

static void
print_finding (const Job *job, const DwHistoryReaderFinding *finding)
{
  g_autofree char *from = finding->from_ms != 0 ? dw_text_time_iso (finding->from_ms) : g_strdup ("-");
  DwCtlJson *json;

  if (!job->json)
    {
      g_print ("%" G_GINT64_FORMAT "  %s  %s\n", finding->device_id, from, finding->problem);
      return;
    }
  json = dw_ctl_json_new ();
  dw_ctl_json_add_integer (json, "id", finding->device_id);
  dw_ctl_json_add_string (json, "device", dw_history_reader_get_device_name (job->reader, finding->device_id));
  dw_ctl_json_add_time (json, "from", finding->from_ms);
  dw_ctl_json_add_time (json, "to", finding->to_ms);
  dw_ctl_json_add_string (json, "text", finding->problem);
  dw_ctl_json_print (json);
}

static int
conclude (const Job *job, gint64 checked, guint n_findings)
{
  g_autofree char *chunks = g_strdup_printf ("%" G_GINT64_FORMAT, checked);
  DwCtlJson *json;

  if (job->json)
    {
      json = dw_ctl_json_new ();
      dw_ctl_json_add_boolean (json, "ok", n_findings == 0);
      dw_ctl_json_add_integer (json, "chunks", checked);
      dw_ctl_json_add_integer (json, "findings", n_findings);
      dw_ctl_json_print (json);
    }
  else if (n_findings == 0)
    g_print (_ ("The history is whole: %s chunks\n"), chunks);
  return n_findings == 0 ? DW_CTL_DONE : dw_ctl_complain (job->verb, DW_CTL_FAILED, _ ("the history is damaged: %u findings"), n_findings);
}

static int
verify (Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) findings = NULL;
  gint64 checked = 0;
  int exit_code = DW_CTL_DONE;

  if (!open_reader (job, &exit_code))
    return exit_code;
  findings = dw_history_reader_verify (job->reader, &checked, &error);
  if (findings == NULL)
    return complain_error (job, error);
  for (guint i = 0; i < findings->len; i++)
    print_finding (job, &g_array_index (findings, DwHistoryReaderFinding, i));
  return conclude (job, checked, findings->len);
}

/* --- the verb --- */

typedef struct
{
  const char *name;
  int (*run) (Job *job);
} Question;

static const Question questions[] = {
  { "query", query },
  { "channels", list_channels },
  { "stats", print_stats },
  { "verify", verify },
};

static int
run (Job *job, int argc, char **argv)
{
  if (job->dir == NULL)
    job->dir = dw_files_default_station_dir ();
  if (job->period_s < 0 || job->period_s > PERIOD_MAX_S)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("--period must be a number of seconds from 1 to %d"), PERIOD_MAX_S);
  if (strcmp (argv[1], "import") == 0)
    return argc == 3 ? dw_ctl_history_import (job->verb, argv[2], job->dir, job->skip_bad, job->period_s, job->json)
                     : dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", _ ("say the name of one CSV file"));
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (strcmp (questions[i].name, argv[1]) == 0 && argc == 2)
      return questions[i].run (job);
  return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", _ ("write history query, import FILE, channels, stats or verify"));
}

int
dw_ctl_history (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  const GOptionEntry entries[] = {
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &job.dir, N_ ("Folder of the station"), "D" },
    { "channel", 'c', 0, G_OPTION_ARG_STRING, &job.channel, N_ ("What is asked for: DEVICE:POINT"), "C" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &job.from, N_ ("Not before this time"), "T" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &job.to, N_ ("Before this time"), "T" },
    { "buckets", 'n', 0, G_OPTION_ARG_INT, &job.n_buckets, N_ ("Statistics of so many stretches of equal length"), "N" },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &job.raw, N_ ("Each sample"), NULL },
    { "skip-bad", 0, 0, G_OPTION_ARG_NONE, &job.skip_bad, N_ ("Import the right lines of a file with wrong ones"), NULL },
    { "period", 0, 0, G_OPTION_ARG_INT, &job.period_s, N_ ("Seconds for which each imported sample stands, instead of what the file shows"), "S" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 1, 2, &argc, &argv, &exit_code))
    exit_code = run (&job, argc, argv);
  g_clear_pointer (&job.reader, dw_history_reader_close);
  g_free (job.dir);
  g_free (job.channel);
  g_free (job.from);
  g_free (job.to);
  return exit_code;
}
