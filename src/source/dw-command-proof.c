// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-command-proof.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-limit-writes.h"
#include "dw-text.h"

/* The three kinds of proof differ in what is read and compared, and in nothing else: hence one table of functions. */

typedef struct
{
  /* Reads the state into text (new string). proven may be NULL. FALSE when it could not be read. */
  gboolean (*read) (DwCommandProof *self, DwModbusDriver *driver, DwCommandResult *result, char **text, gboolean *proven);
} Kind;

struct _DwCommandProof
{
  const DwProfile *profile;
  const DwProfileCommand *spec;
  guint8 unit;
  DwClock *clock;
  const Kind *kind; /* NULL: nothing proves it */
  GArray *requests;
  struct DwReportValue *values;
  DwPollPlan *limits;
  guint16 *limit_words;
  DwLimitWrites *writes; /* limits only, after prepare */
};

static void
log_bytes (DwCommandResult *result, DwClock *clock, const char *direction, const guint8 *bytes, gsize length)
{
  g_autofree char *hex = length > 0 ? dw_text_hex (bytes, length) : NULL;

  dw_command_result_log (result, dw_clock_wall_ms (clock), "%s %s", direction, hex != NULL ? hex : "-");
}

void
dw_command_proof_log_exchange (DwCommandResult *result, DwModbusDriver *driver, DwClock *clock)
{
  gsize length = 0;
  const guint8 *bytes = dw_modbus_driver_get_last_sent (driver, &length);

  log_bytes (result, clock, "TX", bytes, length);
  bytes = dw_modbus_driver_get_last_reply (driver, &length);
  log_bytes (result, clock, "RX", bytes, length);
}

static DwExchange
read_block (DwCommandProof *self, DwModbusDriver *driver, DwCommandResult *result, guint block)
{
  DwExchange outcome = dw_unit_read_block (driver, self->unit, self->profile, block, self->values, NULL);

  dw_command_proof_log_exchange (result, driver, self->clock);
  return outcome;
}

static void
clear_values (DwCommandProof *self)
{
  for (guint i = 0; i < self->profile->n_points; i++)
    self->values[i] = (struct DwReportValue){ .value = NAN, .quality = DW_QUALITY_NONE };
}

static char *
describe_point (const DwProfilePoint *point, double value)
{
  static const char *const positions[] = { N_ ("open"), N_ ("closed"), N_ ("in travel") };

  if (point->point.quantity == DW_QUANTITY_BREAKER && value >= 0 && value < G_N_ELEMENTS (positions))
    return g_strdup (_ (positions[(int)value]));
  return dw_text_number (value, point->decimals);
}

static gboolean
read_point_state (DwCommandProof *self, DwModbusDriver *driver, DwCommandResult *result, char **text, gboolean *proven)
{
  guint index = self->spec->readback_point;
  const DwProfilePoint *point = &self->profile->points[index];
  const struct DwReportValue *value = &self->values[index];

  clear_values (self);
  if (read_block (self, driver, result, point->block) != DW_EXCHANGE_OK)
    return FALSE;
  *text = describe_point (point, value->value);
  if (proven != NULL)
    *proven = value->quality == DW_QUALITY_GOOD && fabs (value->value - self->spec->readback_value) <= fabs (point->scale) / 2;
  return TRUE;
}

static guint8
get_report_flag (DwProfileFlagKind kind)
{
  switch (kind)
    {
    case DW_PROFILE_FLAG_ALARM:
      return DW_REPORT_ALARM;
    case DW_PROFILE_FLAG_OVER:
      return DW_REPORT_OVER;
    case DW_PROFILE_FLAG_UNDER:
      return DW_REPORT_UNDER;
    case DW_PROFILE_FLAG_BROKEN:
    case DW_PROFILE_FLAG_SHORT:
    default:
      return 0;
    }
}

static gboolean
block_carries_flags (DwCommandProof *self, guint block)
{
  for (guint i = 0; i < self->profile->n_flags; i++)
    if (self->profile->flags[i].block == block && (get_report_flag (self->profile->flags[i].kind) & self->spec->readback_flag) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
any_block_carries_flags (DwCommandProof *self)
{
  for (guint i = 0; i < self->profile->n_blocks; i++)
    if (block_carries_flags (self, i))
      return TRUE;
  return FALSE;
}

static char *
describe_flagged (DwCommandProof *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->profile->n_points; i++)
    if ((self->values[i].flags & self->spec->readback_flag) != 0)
      {
        g_autofree char *title = dw_point_title (self->profile->points[i].point);

        /* TRANSLATORS: between the entries of a list. */
        g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "", title);
      }
  return names->len > 0 ? g_strdup_printf (_ ("alarm: %s"), names->str) : g_strdup (_ ("no alarm"));
}

static gboolean
read_flag_state (DwCommandProof *self, DwModbusDriver *driver, DwCommandResult *result, char **text, gboolean *proven)
{
  gboolean flagged = FALSE;

  clear_values (self);
  for (guint i = 0; i < self->profile->n_blocks; i++)
    if (block_carries_flags (self, i) && read_block (self, driver, result, i) != DW_EXCHANGE_OK)
      return FALSE;
  for (guint i = 0; i < self->profile->n_points; i++)
    flagged |= (self->values[i].flags & self->spec->readback_flag) != 0;
  *text = describe_flagged (self);
  if (proven != NULL)
    *proven = !flagged;
  return TRUE;
}

static gboolean
read_limit_state (DwCommandProof *self, DwModbusDriver *driver, DwCommandResult *result, char **text, gboolean *proven)
{
  DwExchange outcome = DW_EXCHANGE_OK;
  g_autoptr (GHashTable) limits = dw_unit_read_limits (driver, self->unit, self->profile, self->limits, &outcome, self->limit_words);

  dw_command_proof_log_exchange (result, driver, self->clock);
  if (limits == NULL)
    return FALSE;
  if (self->writes != NULL)
    *text = dw_limit_writes_describe (self->writes, self->profile, self->limit_words);
  if (proven != NULL)
    *proven = self->writes != NULL && dw_limit_writes_match (self->writes, self->profile, self->limit_words);
  return TRUE;
}

static const Kind kind_point = { read_point_state };
static const Kind kind_flag = { read_flag_state };
static const Kind kind_limits = { read_limit_state };

static const Kind *
find_kind (DwCommandProof *self)
{
  if (self->spec->verb == DW_VERB_SET_LIMIT && self->spec->n_words == 0)
    return &kind_limits;
  if (self->spec->readback_point < self->profile->n_points)
    return &kind_point;
  if (self->spec->readback_flag != 0 && any_block_carries_flags (self))
    return &kind_flag;
  return NULL;
}

DwCommandProof *
dw_command_proof_new (const DwProfile *profile, const DwProfileCommand *spec, guint8 unit, DwClock *clock)
{
  DwCommandProof *self = g_new0 (DwCommandProof, 1);

  self->profile = profile;
  self->spec = spec;
  self->unit = unit;
  self->clock = dw_clock_ref (clock);
  self->requests = g_array_new (FALSE, FALSE, sizeof (DwModbusRequest));
  self->values = g_new0 (struct DwReportValue, MAX (1, profile->n_points));
  self->limits = dw_poll_plan_new_limits (profile);
  self->limit_words = g_new0 (guint16, MAX (1, profile->n_thresholds) * DW_LIMIT_WORDS);
  self->kind = find_kind (self);
  return self;
}

void
dw_command_proof_free (DwCommandProof *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->requests);
  g_free (self->values);
  dw_poll_plan_free (self->limits);
  g_free (self->limit_words);
  dw_limit_writes_free (self->writes);
  dw_clock_unref (self->clock);
  g_free (self);
}

static void
add_request (DwCommandProof *self, const DwModbusRequest *request)
{
  g_array_append_vals (self->requests, request, 1);
  g_array_index (self->requests, DwModbusRequest, self->requests->len - 1).unit = self->unit;
}

static void
add_fixed_request (DwCommandProof *self)
{
  DwModbusRequest request = { .function = self->spec->function, .address = self->spec->address };

  request.count = self->spec->function == DW_MODBUS_WRITE_REGISTERS ? self->spec->n_words : 1;
  memcpy (request.words, self->spec->words, self->spec->n_words * sizeof request.words[0]);
  add_request (self, &request);
}

/* The registers as they are must be known: for the record, and for those between two limits that change. */
static const char *
prepare_limits (DwCommandProof *self, DwModbusDriver *driver, GHashTable *arguments, DwCommandResult *result, const char **name)
{
  g_autofree char *text = NULL;
  const char *code = NULL;

  if (!read_limit_state (self, driver, result, &text, NULL))
    return "no-answer";
  self->writes = dw_limit_writes_new (self->profile, arguments, self->limit_words, &code, name);
  if (self->writes == NULL)
    return code;
  g_free (result->old_value);
  result->old_value = dw_limit_writes_describe (self->writes, self->profile, self->limit_words);
  for (guint i = 0; i < self->writes->requests->len; i++)
    add_request (self, &g_array_index (self->writes->requests, DwModbusRequest, i));
  return NULL;
}

const char *
dw_command_proof_prepare (DwCommandProof *self, DwModbusDriver *driver, GHashTable *arguments, DwCommandResult *result, const char **name)
{
  g_autofree char *text = NULL;

  *name = NULL;
  if (self->kind == &kind_limits)
    return prepare_limits (self, driver, arguments, result, name);
  /* A trip goes out even to a device that did not answer just now; only its old state is then not known. */
  if (self->kind != NULL && self->kind->read (self, driver, result, &text, NULL))
    {
      g_free (result->old_value);
      result->old_value = g_steal_pointer (&text);
    }
  add_fixed_request (self);
  return NULL;
}

guint
dw_command_proof_get_n_requests (const DwCommandProof *self)
{
  return self->requests->len;
}

const DwModbusRequest *
dw_command_proof_get_request (const DwCommandProof *self, guint index)
{
  return &g_array_index (self->requests, DwModbusRequest, index);
}

gboolean
dw_command_proof_exists (const DwCommandProof *self)
{
  return self->kind != NULL;
}

gboolean
dw_command_proof_check (DwCommandProof *self, DwModbusDriver *driver, DwCommandResult *result)
{
  g_autofree char *text = NULL;
  gboolean proven = FALSE;

  if (self->kind == NULL || !self->kind->read (self, driver, result, &text, &proven))
    return FALSE;
  g_free (result->new_value);
  result->new_value = g_steal_pointer (&text);
  return proven;
}
