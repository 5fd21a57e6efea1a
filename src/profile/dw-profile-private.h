// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-json-path.h"
#include "dw-profile.h"

G_BEGIN_DECLS

/* What the parts of the loader share. Faults go to the document of the place; nothing here returns an error. */
typedef struct
{
  DwProfile *profile;
  GHashTable *choices;   /* setting -> value chosen for one device; NULL = presets */
  GHashTable *inactive;  /* names of points that the settings leave out */
  GHashTable *rule_sets; /* name -> GArray of DwProfileRule */
} DwProfileLoader;

DwProfile *dw_profile_parse_with (const char *json, gssize length, const char *name_for_errors, GHashTable *choices, GError **error);

void dw_profile_load_settings (DwProfileLoader *self, const DwJsonAt *at);
void dw_profile_load_blocks (DwProfileLoader *self, const DwJsonAt *at);
void dw_profile_load_points (DwProfileLoader *self, const DwJsonAt *at);
void dw_profile_load_flags (DwProfileLoader *self, const DwJsonAt *at);
void dw_profile_load_thresholds (DwProfileLoader *self, const DwJsonAt *at);
void dw_profile_load_commands (DwProfileLoader *self, const DwJsonAt *at);

/* NULL = no setting of that name stands above. */
const DwProfileSetting *dw_profile_loader_setting (DwProfileLoader *self, const char *name);
/* TRUE when the "when" of this place (if any) holds under the settings. setting and value may be NULL. */
gboolean dw_profile_loader_applies (DwProfileLoader *self, const DwJsonAt *at, char **setting, char **value);
/* Index of the block named by "block". */
guint dw_profile_loader_block (DwProfileLoader *self, const DwJsonAt *at);
/* Offset of "address" in the block, for width registers. */
guint16 dw_profile_loader_offset (DwProfileLoader *self, const DwJsonAt *at, guint block, guint width);
/* "mask" or "bit"; 0 when there is neither. */
guint16 dw_profile_loader_mask (const DwJsonAt *at);
/* Index of the point that member names; G_MAXUINT after a fault, or when the settings leave it out (*left_out). */
guint dw_profile_loader_point (DwProfileLoader *self, const DwJsonAt *at, const char *member, gboolean *left_out);
DwRegisterType dw_profile_loader_type (const DwJsonAt *at);
/* TRUE when the order is that of the setting "word_order". */
gboolean dw_profile_loader_order (DwProfileLoader *self, const DwJsonAt *at, DwWordOrder *order);
double dw_profile_loader_scale (DwProfileLoader *self, const DwJsonAt *at);

/* Function, address, words, read-back and times of one command: the same keys in a profile and in the settings of one device. */
void dw_profile_load_command_keys (DwProfile *profile, const DwJsonAt *at, DwProfileCommand *command);
/* Notes a fault when an enabled command cannot be sent. */
void dw_profile_check_command (const DwProfile *profile, const DwJsonAt *at, const DwProfileCommand *command);

G_END_DECLS
