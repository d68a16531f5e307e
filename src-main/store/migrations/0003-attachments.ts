/** The contents of attachments: what is in the folder beside the database, and which of it is ours to serve. */
export const attachments = `
create table attachment_content (
  -- In hexadecimal; also the name of the file.
  sha256 text primary key,
  size   integer not null,
  at     text not null
) strict;

-- The attachments added here: the platform asks for their content by id.
create table attachment_added (
  attachment_id text primary key,
  change_id     text not null references change (change_id),
  sha256        text not null references attachment_content (sha256)
) strict;
`;
