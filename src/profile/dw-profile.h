// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-command.h"
#include "dw-device.h"
#include "dw-modbus-pdu.h"
#include "dw-modbus-value.h"

G_BEGIN_DECLS

/* A device map as data: one JSON file a model (data/profiles/ID.json, also loadable from the user's folder). The format is described in docs/profiles.md.
 * A profile is immutable after loading: bus workers and the main thread read it side by side. A wrong file is refused with file, JSON path and reason. */
typedef enum {
  DW_PROFILE_ERROR_SYNTAX,  /* not JSON */
  DW_PROFILE_ERROR_INVALID, /* JSON, but not a profile: message says file, path and reason */
  DW_PROFILE_ERROR_MISSING, /* no such profile */
} DwProfileError;
#define DW_PROFILE_ERROR (dw_profile_error_quark ())
GQuark dw_profile_error_quark (void);

/* Registers read in one request. period_factor: read every n-th round (1 = each). */
typedef struct
{
  char *name;
  guint8 function;
  guint16 address;
  guint16 count;
  guint period_factor;
} DwProfileBlock;

typedef enum {
  DW_PROFILE_RULE_EQUAL, /* raw == a */
  DW_PROFILE_RULE_BELOW, /* value <= a */
  DW_PROFILE_RULE_ABOVE, /* value >= a */
} DwProfileRuleKind;

/* "Probe absent" and doubtful rules: when it matches, the value gets this quality. */
typedef struct
{
  DwProfileRuleKind kind;
  double a;
  DwQuality quality;
} DwProfileRule;

typedef struct
{
  gint64 raw;
  double value;
} DwProfileMapEntry;

typedef struct
{
  DwPoint point;
  char *name;     /* dw_point_to_name */
  guint block;    /* index into blocks */
  guint16 offset; /* register offset (or bit offset for coil blocks) in the block */
  DwRegisterType type;
  DwWordOrder order;
  gboolean order_is_setting;
  guint16 mask; /* 0 = whole; else bit field of one register, shifted down */
  double scale; /* value = raw * scale + offset_value */
  double offset_value;
  guint8 decimals;
  double range_low, range_high; /* NaN = open */
  DwProfileRule *rules;
  guint n_rules;
  DwProfileMapEntry *map; /* raw -> value, for states; unmapped raw gives other_value */
  guint n_map;
  double other_value;
  char *invert_setting; /* name of a setting that, when "inverted", turns 0/1 round; NULL */
} DwProfilePoint;

typedef enum { DW_PROFILE_FLAG_ALARM,
               DW_PROFILE_FLAG_BROKEN,
               DW_PROFILE_FLAG_SHORT,
               DW_PROFILE_FLAG_OVER,
               DW_PROFILE_FLAG_UNDER } DwProfileFlagKind;

/* A bit that speaks about another point: its alarm, its broken or shorted sensor. */
typedef struct
{
  DwProfileFlagKind kind;
  guint block;
  guint16 offset;
  guint16 mask;
  guint point;                   /* index into points */
  char *setting, *setting_value; /* only when the setting has that value; NULL = always */
} DwProfileFlag;

typedef struct
{
  guint point; /* index into points: whose limit */
  char *name;  /* name of the point, or a word like "over_voltage" */
  guint8 read_function;
  guint8 write_function;
  guint16 address;
  DwRegisterType type;
  DwWordOrder order;
  double scale;
  char *unit;
  double min, max;
} DwProfileThreshold;

/* A command: what to write and which read-back proves it. */
typedef struct
{
  DwVerb verb;
  char *name;
  gboolean enabled; /* FALSE: only when the device's own settings switch it on */
  guint8 function;  /* 5, 6 or 16 */
  guint16 address;
  guint16 words[DW_MODBUS_WRITE_MAX];
  guint n_words;        /* 0 for SET_LIMIT: words come from the thresholds */
  guint readback_point; /* index into points; G_MAXUINT = none: read_function… below, or thresholds */
  double readback_value;
  guint8 readback_flag; /* DwReportFlags that must be clear on all points (reset); 0 = not used */
  int poll_ms;          /* 500 */
  int timeout_ms;       /* 10000 */
  guint refuse_point;   /* refuse before sending when this point ... G_MAXUINT = none */
  double refuse_value;  /* ... has this value */
  char *refuse_code;    /* "local-lock" */
} DwProfileCommand;

typedef struct
{
  char *name; /* "do_polarity" */
  char *title;
  char **values; /* allowed, NULL-terminated */
  char *preset;
  char *chosen; /* one of values: the preset until device settings say otherwise */
} DwProfileSetting;

typedef struct
{
  gint ref_count;
  char *id, *vendor, *model, *title, *device_class, *wiring;
  guint8 default_unit;
  int timeout_ms; /* per request, without line time */
  int period_ms;
  char *source;      /* where the map comes from */
  char **aliases;    /* short names dw_profile_set_find takes as well, NULL-terminated */
  char *file, *text; /* what it was made from: settings are applied by reading it again */
  DwProfileBlock *blocks;
  guint n_blocks;
  DwProfilePoint *points;
  guint n_points;
  DwProfileFlag *flags;
  guint n_flags;
  DwProfileThreshold *thresholds;
  guint n_thresholds;
  DwProfileCommand *commands;
  guint n_commands;
  DwProfileSetting *settings;
  guint n_settings;
  DwProfileMapEntry *trip_reasons;
  guint n_trip_reasons;
  char **trip_reason_titles; /* code -> words */
} DwProfile;

DwProfile *dw_profile_load (const char *path, GError **error);
DwProfile *dw_profile_parse (const char *json, gssize length, const char *name_for_errors, GError **error);
DwProfile *dw_profile_ref (DwProfile *self);
void dw_profile_unref (DwProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwProfile, dw_profile_unref)

/* All profiles of data_dir/profiles and user_dir (may be NULL), by id. A broken file is skipped and named in *problems (GPtrArray of char*, may be NULL). */
typedef struct _DwProfileSet DwProfileSet;
DwProfileSet *dw_profile_set_load (const char *data_dir, const char *user_dir, GPtrArray *problems);
void dw_profile_set_free (DwProfileSet *self);
DwProfile *dw_profile_set_find (DwProfileSet *self, const char *id); /* borrowed, NULL */
GPtrArray *dw_profile_set_list (DwProfileSet *self);                 /* borrowed, sorted by title */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwProfileSet, dw_profile_set_free)

int dw_profile_find_point (const DwProfile *self, const char *name); /* -1 */
int dw_profile_find_block (const DwProfile *self, const char *name); /* -1 */
const DwProfileCommand *dw_profile_find_command (const DwProfile *self, const char *name);
const DwProfileCommand *dw_profile_find_verb (const DwProfile *self, DwVerb verb);

/* What one device says differently: chosen setting values, and commands switched on or given registers by the administrator
 * (JSON object {"settings":{"do_polarity":"inverted"},"commands":{"reset":{"enabled":true,"function":6,"address":4160,"words":[1]}}}).
 * effective: a profile with these applied; the plain profile when json is NULL or empty. Errors name the JSON path. */
DwProfile *dw_profile_apply_device_settings (DwProfile *self, const char *json, GError **error);
/* Decimals that show each step of this factor: 0.01 -> 2. At most 6. */
guint8 dw_profile_count_decimals (double factor);
/* The value chosen (or preset) for a setting; NULL when there is none of that name. */
const char *dw_profile_get_setting (const DwProfile *self, const char *name);

/* Decodes one block's registers into report values (indexed like points; others untouched). Pure, any thread.
 * words has block->count entries (coil blocks: one word per bit, 0/1). */
void dw_profile_decode_block (const DwProfile *self, guint block, const guint16 *words, struct DwReportValue *values);
/* Channels for a device of this profile, in the order of points. Free with g_free. */
DwChannel *dw_profile_make_channels (const DwProfile *self);

G_END_DECLS
