// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-profile-private.h"

/* Thresholds and commands: what may be written, within which bounds, and which read-back proves it. */

#define POLL_MS 500
#define TIMEOUT_MS 10000

static const char *const threshold_keys[] = { "name", "point", "read", "write", "address", "type", "order", "scale", "unit", "min", "max", "when", NULL };
static const char *const command_keys[] = { "name", "verb", "enabled", "function", "address", "words", "readback", "poll_ms", "timeout_ms", "refuse", NULL };
static const char *const readback_keys[] = { "point", "value", "flag", NULL };
static const char *const refuse_keys[] = { "point", "value", "code", NULL };
static const char *const flag_words[] = { "alarm", "over", "under", NULL };

static gboolean
has_threshold (const DwProfile *profile, const char *name)
{
  for (guint i = 0; i < profile->n_thresholds; i++)
    if (strcmp (profile->thresholds[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

static void
load_functions (const DwJsonAt *at, DwProfileThreshold *threshold)
{
  threshold->read_function = (guint8)dw_json_integer_or (at, "read", DW_MODBUS_READ_HOLDING, DW_MODBUS_READ_INPUT, DW_MODBUS_READ_HOLDING);
  threshold->write_function = (guint8)dw_json_integer_or (at, "write", 0, DW_MODBUS_WRITE_REGISTERS, 0);
  if (threshold->write_function != 0 && threshold->write_function != DW_MODBUS_WRITE_REGISTER && threshold->write_function != DW_MODBUS_WRITE_REGISTERS)
    dw_json_fail (at, "write", "must be 6 or 16, or left out for a limit that cannot be written");
  if (threshold->write_function == DW_MODBUS_WRITE_REGISTER && dw_register_type_width (threshold->type) > 1)
    dw_json_fail (at, "write", "function 6 writes one register only");
}

static void
load_bounds (const DwJsonAt *at, DwProfileThreshold *threshold)
{
  guint16 words[4];

  threshold->min = dw_json_number (at, "min");
  threshold->max = dw_json_number (at, "max");
  if (dw_json_failed (at))
    return;
  if (threshold->min > threshold->max)
    dw_json_fail (at, "min", "is above max");
  else if (!dw_register_encode (threshold->min / threshold->scale, threshold->type, threshold->order, words))
    dw_json_fail (at, "min", "does not fit the register");
  else if (!dw_register_encode (threshold->max / threshold->scale, threshold->type, threshold->order, words))
    dw_json_fail (at, "max", "does not fit the register");
}

/* The slot counts from the moment it owns memory, so that a fault later in the row leaks nothing. */
static void
load_threshold (DwProfileLoader *self, const DwJsonAt *at)
{
  DwProfile *profile = self->profile;
  DwProfileThreshold *threshold = &profile->thresholds[profile->n_thresholds];
  gboolean left_out = FALSE;

  dw_json_check_keys (at, threshold_keys);
  threshold->point = dw_profile_loader_point (self, at, dw_json_has (at, "point") ? "point" : "name", &left_out);
  if (!dw_profile_loader_applies (self, at, NULL, NULL) || left_out || dw_json_failed (at))
    return;
  threshold->name = dw_json_string (at, "name");
  if (has_threshold (profile, threshold->name))
    dw_json_fail (at, "name", "a threshold \"%s\" stands above already", threshold->name);
  profile->n_thresholds++;
  threshold->type = dw_profile_loader_type (at);
  dw_profile_loader_order (self, at, &threshold->order);
  threshold->scale = dw_profile_loader_scale (self, at);
  threshold->address = (guint16)dw_json_integer (at, "address", 0, G_MAXUINT16 + 1 - dw_register_type_width (threshold->type));
  threshold->unit = dw_json_string_or (at, "unit", dw_quantity_unit (profile->points[threshold->point].point.quantity));
  load_functions (at, threshold);
  load_bounds (at, threshold);
}

void
dw_profile_load_thresholds (DwProfileLoader *self, const DwJsonAt *at)
{
  DwJsonAt list = dw_json_array (at, "thresholds");

  self->profile->thresholds = g_new0 (DwProfileThreshold, dw_json_length (&list) + 1);
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      load_threshold (self, &item);
    }
}

static void
load_words (const DwJsonAt *at, DwProfileCommand *command)
{
  DwJsonAt list = dw_json_array (at, "words");

  if (!dw_json_has (at, "words"))
    return;
  if (dw_json_length (&list) < 1 || dw_json_length (&list) > DW_MODBUS_WRITE_MAX)
    {
      dw_json_fail (at, "words", "must have 1…%d words", DW_MODBUS_WRITE_MAX);
      return;
    }
  command->n_words = dw_json_length (&list);
  for (guint i = 0; i < command->n_words; i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      command->words[i] = (guint16)dw_json_integer (&item, NULL, 0, G_MAXUINT16);
    }
}

static guint
find_point (const DwProfile *profile, const DwJsonAt *at, const char *what)
{
  g_autofree char *name = dw_json_string (at, "point");
  int index = dw_profile_find_point (profile, name);

  if (index < 0)
    dw_json_fail (at, "point", "%s \"%s\", which is not a point of this profile", what, name);
  return index < 0 ? G_MAXUINT : (guint)index;
}

static void
load_readback (DwProfile *profile, const DwJsonAt *at, DwProfileCommand *command)
{
  DwJsonAt readback;

  if (!dw_json_has (at, "readback"))
    return;
  readback = dw_json_object (at, "readback");
  dw_json_check_keys (&readback, readback_keys);
  command->readback_point = G_MAXUINT;
  command->readback_flag = 0;
  if (dw_json_has (&readback, "flag") == dw_json_has (&readback, "point"))
    dw_json_fail (&readback, NULL, "must have exactly one of point, flag");
  else if (dw_json_has (&readback, "flag"))
    command->readback_flag = (guint8)(1u << dw_json_word (&readback, "flag", flag_words));
  else
    {
      command->readback_point = find_point (profile, &readback, "reads back");
      command->readback_value = dw_json_number (&readback, "value");
    }
}

static void
load_refuse (DwProfile *profile, const DwJsonAt *at, DwProfileCommand *command)
{
  DwJsonAt refuse;

  command->refuse_point = G_MAXUINT;
  if (!dw_json_has (at, "refuse"))
    return;
  refuse = dw_json_object (at, "refuse");
  dw_json_check_keys (&refuse, refuse_keys);
  command->refuse_point = find_point (profile, &refuse, "is refused by");
  command->refuse_value = dw_json_number (&refuse, "value");
  command->refuse_code = dw_json_string (&refuse, "code");
}

void
dw_profile_load_command_keys (DwProfile *profile, const DwJsonAt *at, DwProfileCommand *command)
{
  command->enabled = dw_json_boolean_or (at, "enabled", command->enabled);
  command->function = (guint8)dw_json_integer_or (at, "function", DW_MODBUS_WRITE_COIL, DW_MODBUS_WRITE_REGISTERS, command->function);
  command->address = (guint16)dw_json_integer_or (at, "address", 0, G_MAXUINT16, command->address);
  load_words (at, command);
  load_readback (profile, at, command);
  command->poll_ms = (int)dw_json_integer_or (at, "poll_ms", 100, 10000, command->poll_ms);
  command->timeout_ms = (int)dw_json_integer_or (at, "timeout_ms", 500, 120000, command->timeout_ms);
  if (command->poll_ms > command->timeout_ms)
    dw_json_fail (at, "poll_ms", "is above timeout_ms");
}

static void
check_limit_command (const DwProfile *profile, const DwJsonAt *at, const DwProfileCommand *command)
{
  if (command->n_words > 0)
    dw_json_fail (at, "words", "a set-limit command takes its words from the thresholds");
  for (guint i = 0; i < profile->n_thresholds; i++)
    if (profile->thresholds[i].write_function != 0)
      return;
  if (command->enabled)
    dw_json_fail (at, "enabled", "there is no threshold that can be written");
}

void
dw_profile_check_command (const DwProfile *profile, const DwJsonAt *at, const DwProfileCommand *command)
{
  guint8 function = command->function;

  if (command->verb == DW_VERB_SET_LIMIT)
    check_limit_command (profile, at, command);
  else if (function != 0 && function != DW_MODBUS_WRITE_COIL && function != DW_MODBUS_WRITE_REGISTER && function != DW_MODBUS_WRITE_REGISTERS)
    dw_json_fail (at, "function", "must be 5, 6 or 16");
  else if (function != 0 && function != DW_MODBUS_WRITE_REGISTERS && command->n_words > 1)
    dw_json_fail (at, "words", "function %u writes one word only", function);
  else if (function == DW_MODBUS_WRITE_COIL && command->n_words == 1 && command->words[0] != 0 && command->words[0] != 0xFF00)
    dw_json_fail (at, "words", "function 5 writes 0x0000 or 0xFF00 only");
  else if ((guint)command->address + command->n_words > G_MAXUINT16 + 1u)
    dw_json_fail (at, "words", "reach beyond address 0xFFFF");
  else if (command->enabled && (function == 0 || command->n_words == 0))
    dw_json_fail (at, "enabled", "the command has no function or no words to write");
}

/* A set-limit command writes what the thresholds say; the first of them stands for all where a caller wants to name a register. */
static void
adopt_threshold (const DwProfile *profile, DwProfileCommand *command)
{
  for (guint i = 0; i < profile->n_thresholds && command->function == 0; i++)
    {
      command->function = profile->thresholds[i].write_function;
      command->address = profile->thresholds[i].address;
    }
}

static void
load_command (DwProfileLoader *self, const DwJsonAt *at)
{
  DwProfile *profile = self->profile;
  DwProfileCommand *command = &profile->commands[profile->n_commands];
  g_autofree char *verb = NULL;

  dw_json_check_keys (at, command_keys);
  command->name = dw_json_string (at, "name");
  if (dw_profile_find_command (profile, command->name) != NULL)
    dw_json_fail (at, "name", "a command \"%s\" stands above already", command->name);
  profile->n_commands++;
  *command = (DwProfileCommand){ .name = command->name, .enabled = TRUE, .readback_point = G_MAXUINT, .poll_ms = POLL_MS, .timeout_ms = TIMEOUT_MS };
  verb = dw_json_string (at, "verb");
  if (!dw_json_failed (at) && !dw_verb_from_word (verb, &command->verb))
    dw_json_fail (at, "verb", "\"%s\" is not a verb", verb);
  dw_profile_load_command_keys (profile, at, command);
  if (command->verb == DW_VERB_SET_LIMIT)
    adopt_threshold (profile, command);
  load_refuse (profile, at, command);
  dw_profile_check_command (profile, at, command);
  if (command->enabled && command->verb != DW_VERB_SET_LIMIT && command->readback_point == G_MAXUINT && command->readback_flag == 0)
    dw_json_fail (at, "readback", "is missing: only a disabled command may go without");
}

void
dw_profile_load_commands (DwProfileLoader *self, const DwJsonAt *at)
{
  DwJsonAt list = dw_json_array (at, "commands");

  self->profile->commands = g_new0 (DwProfileCommand, dw_json_length (&list) + 1);
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      load_command (self, &item);
    }
}
