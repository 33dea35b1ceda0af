import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Register data of one municipality. The number is the key: two municipalities may share a name. */
@Entity('municipality')
@Check('municipality_language_form', `"language_form" IN ('nb', 'nn', 'neutral')`)
@Check('municipality_population', `"population" >= 0`)
export class MunicipalityRow {
  @PrimaryColumn({ type: 'text' })
  number!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'name_sami_or_kven', type: 'text', nullable: true })
  nameSamiOrKven!: string | null;

  @Column({ name: 'county_number', type: 'text' })
  countyNumber!: string;

  @Column({ name: 'county_name', type: 'text' })
  countyName!: string;

  @Column({ name: 'health_region', type: 'text' })
  healthRegion!: string;

  @Column({ type: 'integer' })
  population!: number;

  @Column({ name: 'organization_number', type: 'text' })
  organizationNumber!: string;

  @Column({ type: 'text' })
  email!: string;

  @Column({ name: 'language_form', type: 'text' })
  languageForm!: 'nb' | 'nn' | 'neutral';

  @Column({ name: 'sami_admin_area', type: 'boolean' })
  samiAdminArea!: boolean;

  @Column({ type: 'text' })
  website!: string;

  @Column({ type: 'double precision' })
  longitude!: number;

  @Column({ type: 'double precision' })
  latitude!: number;
}
