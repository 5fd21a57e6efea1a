// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-ctl-frames.h"
#include "dw-ctl-json.h"
#include "dw-ctl-values.h"
#include "dw-ctl.h"
#include "dw-text.h"

/* dianweictl decode: bytes of frames -> one JSON line a frame. A reply does not say which registers it brings; that comes from the
 * request before it, from --block, or from its length when only one block of the profile has it. */

#define STDIN_MAX (1 << 20)

typedef struct
{
  const DwCtlVerb *verb;
  char *profile_name, *settings, *block;
  DwProfile *profile;
  DwModbusFraming framing;
  gboolean failed;
} Job;

/* Where the registers of a reply stand. */
typedef enum {
  PLACE_KNOWN,
  PLACE_UNKNOWN, /* no profile, or nothing asked for: registers are printed as they are */
  PLACE_REFUSED, /* why says what is wrong */
} PlaceResult;

static gboolean
parse_hex_address (const char *text, guint64 *address)
{
  gsize length = strlen (text);
  g_autofree char *digits = NULL;

  if (g_str_has_prefix (text, "0x") || g_str_has_prefix (text, "0X"))
    digits = g_strdup (text + 2);
  else if (length > 1 && (text[length - 1] == 'H' || text[length - 1] == 'h'))
    digits = g_strndup (text, length - 1);
  return digits != NULL && g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT16, address, NULL);
}

/* A name, a number in the list of blocks, or an address. */
static gboolean
find_named (const Job *job, guint8 function, guint16 *address, char **why)
{
  const DwProfile *profile = job->profile;
  int index = dw_profile_find_block (profile, job->block);
  guint64 number = 0;

  if (index < 0 && g_ascii_string_to_unsigned (job->block, 10, 0, G_MAXUINT16, &number, NULL) && number < profile->n_blocks)
    index = (int)number;
  if (index >= 0 && profile->blocks[index].function != function)
    {
      *why = g_strdup_printf (_ ("the block %s is read by function %u"), profile->blocks[index].name, profile->blocks[index].function);
      return FALSE;
    }
  if (index >= 0)
    *address = profile->blocks[index].address;
  else if (parse_hex_address (job->block, &number) || g_ascii_string_to_unsigned (job->block, 10, 0, G_MAXUINT16, &number, NULL))
    *address = (guint16)number;
  else
    {
      *why = g_strdup_printf (_ ("the profile has no block “%s”"), job->block);
      return FALSE;
    }
  return TRUE;
}

/* Neighbouring thresholds are read in one request, and are a block of their own here. */
static gboolean
find_thresholds (const DwProfile *profile, guint8 function, guint16 *address, guint *count)
{
  guint low = G_MAXUINT, high = 0;

  for (guint i = 0; i < profile->n_thresholds; i++)
    if (profile->thresholds[i].read_function == function)
      {
        low = MIN (low, profile->thresholds[i].address);
        high = MAX (high, profile->thresholds[i].address + dw_register_type_width (profile->thresholds[i].type));
      }
  *address = (guint16)low;
  *count = high > low ? high - low : 0;
  return *count > 0;
}

/* The number of things of this length; names grows by the names of them. Bits come in whole bytes, so their number is rounded up. */
static guint
find_by_length (const DwProfile *profile, const DwModbusReply *reply, guint16 *address, GString *names)
{
  gboolean bits = reply->function <= DW_MODBUS_READ_DISCRETE;
  guint16 threshold_address;
  guint threshold_count, n_found = 0;

  for (guint i = 0; i < profile->n_blocks; i++)
    {
      const DwProfileBlock *block = &profile->blocks[i];
      guint count = bits ? (block->count + 7u) / 8 * 8 : block->count;

      if (block->function != reply->function || count != reply->count)
        continue;
      *address = block->address;
      g_string_append_printf (names, " %s", block->name);
      n_found++;
    }
  if (find_thresholds (profile, reply->function, &threshold_address, &threshold_count) && threshold_count == reply->count)
    {
      *address = threshold_address;
      g_string_append (names, " thresholds");
      n_found++;
    }
  return n_found;
}

static PlaceResult
find_place (const Job *job, const DwCtlFrame *frame, guint16 *address, char **why)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint threshold_count, n_found;

  if (frame->request.function != 0)
    {
      *address = frame->request.address;
      return PLACE_KNOWN;
    }
  if (job->profile == NULL)
    return PLACE_UNKNOWN;
  if (g_strcmp0 (job->block, "thresholds") == 0 && find_thresholds (job->profile, frame->reply.function, address, &threshold_count))
    return PLACE_KNOWN;
  if (job->block != NULL)
    return find_named (job, frame->reply.function, address, why) ? PLACE_KNOWN : PLACE_REFUSED;
  n_found = find_by_length (job->profile, &frame->reply, address, names);
  if (n_found == 1)
    return PLACE_KNOWN;
  *why = n_found == 0 ? g_strdup_printf (_ ("no block of the profile is %u long by function %u; name one with --block"), frame->reply.count, frame->reply.function)
                      : g_strdup_printf (_ ("several blocks of the profile have this length; name one with --block:%s"), names->str);
  return PLACE_REFUSED;
}

static DwCtlJson *
begin_line (gboolean ok)
{
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_boolean (json, "ok", ok);
  return json;
}

static void
end_line (DwCtlJson *json, const DwCtlFrame *frame)
{
  g_autofree char *raw = dw_text_hex (frame->bytes, frame->length);

  dw_ctl_json_add_string (json, "raw", raw);
  dw_ctl_json_print (json);
}

static void
add_head (DwCtlJson *json, const Job *job, const DwCtlFrame *frame, guint8 unit, guint8 function)
{
  if (job->framing == DW_MODBUS_FRAMING_TCP)
    dw_ctl_json_add_integer (json, "transaction", frame->bytes[0] << 8 | frame->bytes[1]);
  dw_ctl_json_add_integer (json, "unit", unit);
  dw_ctl_json_add_integer (json, "function", function);
}

static void
add_words (DwCtlJson *json, const char *key, const guint16 *words, guint count)
{
  dw_ctl_json_open_array (json, key);
  for (guint i = 0; i < count; i++)
    dw_ctl_json_add_integer (json, NULL, words[i]);
  dw_ctl_json_close_array (json);
}

static guint16 *
spread_bits (const guint8 *bits, guint count)
{
  guint16 *words = g_new0 (guint16, count + 1);

  for (guint i = 0; i < count; i++)
    words[i] = bits[i / 8] >> (i % 8) & 1;
  return words;
}

static void
print_wrong (Job *job, const DwCtlFrame *frame)
{
  DwCtlJson *json = begin_line (FALSE);

  job->failed = TRUE;
  dw_ctl_json_add_string (json, "reason", dw_proto_error_word (frame->reason));
  dw_ctl_json_add_integer (json, "offset", (gint64)frame->offset);
  end_line (json, frame);
}

static void
print_request (const Job *job, const DwCtlFrame *frame)
{
  const DwModbusRequest *request = &frame->request;
  DwCtlJson *json = begin_line (TRUE);

  dw_ctl_json_add_string (json, "kind", "request");
  add_head (json, job, frame, request->unit, request->function);
  dw_ctl_json_add_integer (json, "address", request->address);
  dw_ctl_json_add_integer (json, "count", request->count);
  if (request->function == DW_MODBUS_WRITE_COIL || request->function == DW_MODBUS_WRITE_REGISTER || request->function == DW_MODBUS_WRITE_REGISTERS)
    add_words (json, "registers", request->words, request->count);
  else if (request->function == DW_MODBUS_WRITE_COILS)
    {
      g_autofree guint16 *bits = spread_bits (request->bits, request->count);

      add_words (json, "bits", bits, request->count);
    }
  end_line (json, frame);
}

static void
print_exception (Job *job, const DwCtlFrame *frame)
{
  DwCtlJson *json = begin_line (FALSE);

  job->failed = TRUE;
  dw_ctl_json_add_string (json, "reason", dw_proto_error_word (DW_PROTO_ERROR_EXCEPTION));
  dw_ctl_json_add_integer (json, "exception", frame->reply.exception);
  dw_ctl_json_add_string (json, "text", dw_modbus_exception_text (frame->reply.exception));
  add_head (json, job, frame, frame->reply.unit, frame->reply.function);
  end_line (json, frame);
}

static void
print_write (const Job *job, const DwCtlFrame *frame)
{
  DwCtlJson *json = begin_line (TRUE);

  dw_ctl_json_add_string (json, "kind", "reply");
  add_head (json, job, frame, frame->reply.unit, frame->reply.function);
  dw_ctl_json_add_integer (json, "address", frame->reply.address);
  dw_ctl_json_add_integer (json, "count", frame->reply.count);
  if (frame->reply.function == DW_MODBUS_WRITE_COIL || frame->reply.function == DW_MODBUS_WRITE_REGISTER)
    add_words (json, "registers", frame->reply.words, 1);
  end_line (json, frame);
}

/* FALSE: nothing of the profile lies there. */
static gboolean
add_decoded (DwCtlJson *json, const Job *job, const DwCtlWindow *window)
{
  g_autofree struct DwReportValue *values = g_new0 (struct DwReportValue, job->profile->n_points);
  g_autoptr (GHashTable) thresholds = dw_ctl_decode_thresholds (job->profile, window);
  gboolean found = dw_ctl_decode_window (job->profile, window, values);

  if (found)
    dw_ctl_json_add_values (json, job->profile, values);
  if (g_hash_table_size (thresholds) > 0)
    dw_ctl_json_add_thresholds (json, job->profile, thresholds);
  return found || g_hash_table_size (thresholds) > 0;
}

static void
print_refused (Job *job, const DwCtlFrame *frame, const char *why)
{
  DwCtlJson *json = begin_line (FALSE);

  job->failed = TRUE;
  dw_ctl_json_add_string (json, "reason", "block");
  dw_ctl_json_add_string (json, "text", why);
  add_head (json, job, frame, frame->reply.unit, frame->reply.function);
  end_line (json, frame);
}

static void
print_read (Job *job, const DwCtlFrame *frame)
{
  const DwModbusReply *reply = &frame->reply;
  gboolean bits = reply->function <= DW_MODBUS_READ_DISCRETE;
  g_autofree guint16 *spread = bits ? spread_bits (reply->bits, reply->count) : NULL;
  DwCtlWindow window = { reply->function, 0, reply->count, bits ? spread : reply->words };
  g_autofree char *why = NULL;
  PlaceResult place = find_place (job, frame, &window.address, &why);
  DwCtlJson *json;

  if (place == PLACE_REFUSED)
    {
      print_refused (job, frame, why);
      return;
    }
  json = begin_line (TRUE);
  add_head (json, job, frame, reply->unit, reply->function);
  if (place == PLACE_KNOWN)
    dw_ctl_json_add_integer (json, "address", window.address);
  if (place == PLACE_UNKNOWN || job->profile == NULL || !add_decoded (json, job, &window))
    add_words (json, bits ? "bits" : "registers", window.words, window.count);
  end_line (json, frame);
}

static void
print_frame (Job *job, const DwCtlFrame *frame)
{
  if (frame->kind == DW_CTL_FRAME_WRONG)
    print_wrong (job, frame);
  else if (frame->kind == DW_CTL_FRAME_REQUEST)
    print_request (job, frame);
  else if (frame->reply.exception != 0)
    print_exception (job, frame);
  else if (frame->reply.function <= DW_MODBUS_READ_INPUT)
    print_read (job, frame);
  else
    print_write (job, frame);
}

static void
decode_bytes (Job *job, const GByteArray *bytes)
{
  g_autofree DwCtlFrame *before = g_new0 (DwCtlFrame, 1);
  g_autofree DwCtlFrame *frame = g_new0 (DwCtlFrame, 1);

  for (gsize at = 0; at < bytes->len; at += frame->length)
    {
      *before = *frame;
      dw_ctl_frame_take (job->framing, bytes->data + at, bytes->len - at, at > 0 ? before : NULL, frame);
      print_frame (job, frame);
    }
}

static char *
read_stdin (void)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];
  gsize n;

  while (text->len < STDIN_MAX && (n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len (text, buffer, (gssize)n);
  return g_string_free (text, FALSE);
}

static int
run_job (Job *job, char *argv[])
{
  g_autofree char *text = strcmp (argv[2], "-") == 0 ? read_stdin () : g_strjoinv (" ", argv + 2);
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (strcmp (argv[1], "modbus-tcp") == 0)
    job->framing = DW_MODBUS_FRAMING_TCP;
  else if (strcmp (argv[1], "modbus-rtu") == 0)
    job->framing = DW_MODBUS_FRAMING_RTU;
  else
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("“%s” is neither modbus-tcp nor modbus-rtu"), argv[1]);
  bytes = dw_text_parse_hex (text, &error);
  if (bytes == NULL)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", error->message);
  if (bytes->len == 0)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", _ ("there are no bytes to decode"));
  if (job->block != NULL && job->profile_name == NULL)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", _ ("--block needs --profile"));
  if (job->profile_name != NULL && (job->profile = dw_ctl_find_profile (job->verb, job->profile_name, job->settings)) == NULL)
    return DW_CTL_USAGE;
  decode_bytes (job, bytes);
  return job->failed ? DW_CTL_FAILED : DW_CTL_DONE;
}

int
dw_ctl_decode (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "profile", 'p', 0, G_OPTION_ARG_STRING, &job.profile_name, N_ ("Device profile: id, short name or file"), N_ ("P") },
    { "block", 'b', 0, G_OPTION_ARG_STRING, &job.block, N_ ("Which block a reply brings: name, number or address (0x1000, 1000H)"), N_ ("N") },
    { "settings", 0, 0, G_OPTION_ARG_STRING, &job.settings, N_ ("Settings of the device, as JSON"), "JSON" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Accepted for likeness: the answer is always JSON"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 2, -1, &argc, &argv, &exit_code))
    exit_code = run_job (&job, argv);
  g_clear_pointer (&job.profile, dw_profile_unref);
  g_free (job.profile_name);
  g_free (job.settings);
  g_free (job.block);
  return exit_code;
}
